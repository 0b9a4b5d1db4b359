package io.aifactory.registry;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DataSource;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.contracts.dataset.TokenShard;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files of the smallest model that the registry takes, to be spoilt by tests. */
public final class TinyModel {
    private final TreeMap<String, byte[]> files = new TreeMap<>();

    /**
     * @param weight value of its only parameter: other values make other versions
     */
    public TinyModel(float weight) {
        with("config.json", "{\"model_type\":\"llama\",\"vocab_size\":300}");
        with("tokenizer.json", "{\"version\":\"1.0\",\"model\":{\"type\":\"BPE\"}}");
        with(
                "model.safetensors",
                safetensors(
                        "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                        ByteBuffer.allocate(4)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putFloat(weight)
                                .array()));
    }

    public TinyModel with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    public TinyModel with(String path, String content) {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public TinyModel without(String path) {
        files.remove(path);
        return this;
    }

    /** Publishes files and manifest. */
    public Digest publish(BlobStore store) {
        files.values().forEach(store::put);
        return publishManifestOnly(store);
    }

    /** Publishes a manifest whose files may be absent. */
    public Digest publishManifestOnly(BlobStore store) {
        List<ModelFile> listed = new ArrayList<>();
        files.forEach((path, content) ->
                listed.add(new ModelFile(path, Digest.of(content), content.length)));
        return new Manifests(store).publish(ModelManifest.of(listed));
    }

    /** A file with this header and this data. */
    public static byte[] safetensors(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    /** Publishes a dataset version of four documents from one source. */
    public static Digest publishDataset(BlobStore store) {
        Digest some = Digest.of(new byte[] {1});
        return new Manifests(store)
                .publish(
                        new DatasetManifest(
                                DatasetManifest.FORMAT,
                                "corpus",
                                some,
                                300,
                                0,
                                2,
                                List.of(new TokenShard(some, 100, some, 3, 420)),
                                List.of(new TokenShard(some, 10, some, 1, 42)),
                                some,
                                Map.of("seed", "1"),
                                List.of(new DataSource("maven:g:a:1", some, "CC0-1.0", 500)),
                                new DatasetStatistics(6, 4, 1, Map.of("too_short", 1L), 462, 0)));
    }
}
