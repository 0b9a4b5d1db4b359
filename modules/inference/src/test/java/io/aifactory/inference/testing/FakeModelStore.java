package io.aifactory.inference.testing;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.aifactory.storage.Manifests;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** A storage folder with one model that {@link FakeFormats} understands, served from the start. */
public class FakeModelStore implements QuarkusTestResourceLifecycleManager {
    public static final String MODEL = "letters";
    public static final String TOKENIZER_JSON = "a tokenizer";
    public static final int CONTEXT = 64;

    private Optional<Path> root = Optional.empty();

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("worker-storage");
            root = Optional.of(folder);
            Digest manifest = publish(new FileBlobStore(folder, 0), files());
            return Map.of(
                    "aifactory.storage.root",
                    folder.toString(),
                    "aifactory.inference.model-name",
                    MODEL,
                    "aifactory.inference.model-manifest",
                    manifest.value(),
                    "aifactory.inference.worker-id",
                    "worker-under-test",
                    "aifactory.inference.slots",
                    "2",
                    "aifactory.inference.slot-tokens",
                    Integer.toString(CONTEXT),
                    "aifactory.inference.step-tokens",
                    "16",
                    "aifactory.inference.waiting-limit",
                    "1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        root.ifPresent(FakeModelStore::delete);
    }

    /** Files of a model by name, to be changed at will. */
    public static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("config.json", "context " + CONTEXT);
        files.put("tokenizer.json", TOKENIZER_JSON);
        files.put("tokenizer_config.json", "{\"chat_template\":\"{{ messages }}\"}");
        files.put("model.safetensors", "weights");
        return files;
    }

    /** Manifest of the model that is served from the start. */
    public static Digest manifest() {
        return Digest.of(Manifests.canonicalBytes(manifest(files(), Digest::of)));
    }

    public static Digest publish(BlobStore store, Map<String, String> files) {
        return new Manifests(store).publish(manifest(files, store::put));
    }

    private static ModelManifest manifest(
            Map<String, String> files, Function<byte[], Digest> digest) {
        List<ModelFile> published = new ArrayList<>();
        files.forEach((path, content) -> {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            published.add(new ModelFile(path, digest.apply(bytes), bytes.length));
        });
        return ModelManifest.of(published);
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
