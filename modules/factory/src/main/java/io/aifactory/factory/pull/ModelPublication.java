package io.aifactory.factory.pull;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.factory.work.Watch;
import io.aifactory.factory.work.WatchedInput;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts a model's files into storage, and the manifest last. */
final class ModelPublication {
    private final BlobStore store;

    ModelPublication(BlobStore store) {
        this.store = store;
    }

    /**
     * @param files by path in the model's folder
     * @return the manifest's digest
     */
    Digest publish(Map<String, Path> files, Watch watch) throws IOException {
        long whole = 0;
        for (Path file : files.values()) {
            whole += Files.size(file);
        }
        List<ModelFile> published = new ArrayList<>();
        long before = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            long bytes = Files.size(file.getValue());
            try (InputStream raw = Files.newInputStream(file.getValue());
                    var in = new WatchedInput(raw, bytes, watch.part(before, whole))) {
                Digest digest = store.put(in, bytes);
                published.add(new ModelFile(file.getKey(), digest, store.size(digest)));
            }
            before += bytes;
        }
        return new Manifests(store).publish(ModelManifest.of(published));
    }
}
