package io.aifactory.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DataSource;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.contracts.dataset.TokenShard;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    private static final Digest A = Digest.of(StoreFiles.bytes("a"));
    private static final Digest B = Digest.of(StoreFiles.bytes("b"));

    @TempDir Path root;
    private FileBlobStore store;
    private Manifests manifests;

    @BeforeEach
    void open() {
        store = new FileBlobStore(root, 0);
        manifests = new Manifests(store);
    }

    @Test
    void modelManifestHasOneCanonicalForm() {
        ModelManifest manifest =
                ModelManifest.of(
                        List.of(
                                new ModelFile("model.safetensors", B, 10),
                                new ModelFile("config.json", A, 2)));

        assertEquals(
                "{\"files\":[{\"bytes\":2,\"digest\":\""
                        + A
                        + "\",\"path\":\"config.json\"},{\"bytes\":10,\"digest\":\""
                        + B
                        + "\",\"path\":\"model.safetensors\"}],\"format\":\"aifactory.model/1\"}",
                new String(Manifests.canonicalBytes(manifest), StandardCharsets.UTF_8));
        assertEquals(
                "sha256:d0f87a3237487a2f052d852ebb80f4217dda7f72ba6ae6568b74ab0486f3c054",
                manifests.publish(manifest).value());
    }

    @Test
    void datasetManifestKeepsItsDigestForEver() {
        assertEquals(
                "sha256:78ee133a046db292e49c44087ee47277937e64c6c572e8775824766ffe4238ad",
                manifests.publish(dataset(Map.of("seed", "1", "vocabulary", "300"))).value());
    }

    @Test
    void orderOfMapEntriesDoesNotMatter() {
        Map<String, String> backwards = new TreeMap<>(java.util.Comparator.reverseOrder());
        backwards.putAll(Map.of("seed", "1", "vocabulary", "300"));

        assertEquals(
                manifests.publish(dataset(Map.of("vocabulary", "300", "seed", "1"))),
                manifests.publish(dataset(backwards)));
    }

    @Test
    void publishedManifestsAreReadBackEqual() {
        DatasetManifest dataset = dataset(Map.of("seed", "1"));
        ModelManifest model = ModelManifest.of(List.of(new ModelFile("config.json", A, 2)));

        assertEquals(dataset, manifests.dataset(manifests.publish(dataset)));
        assertEquals(model, manifests.model(manifests.publish(model)));
    }

    @Test
    void manifestOfAnotherKindIsRefused() {
        Digest model =
                manifests.publish(ModelManifest.of(List.of(new ModelFile("config.json", A, 2))));

        FactoryException e = assertThrows(FactoryException.class, () -> manifests.dataset(model));

        assertEquals(ErrorCode.INVALID_REQUEST, e.code());
        assertEquals(model + " is not a manifest of format aifactory.dataset/1", e.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "null",
                "{\"format\":\"aifactory.model/2\",\"files\":[]}",
                "{\"format\":\"aifactory.model/1\"}",
                "{\"format\":\"aifactory.model/1\",\"files\":[]}{}",
                "{\"format\":\"aifactory.model/1\",\"files\":[],\"files\":[]}",
                "{\"format\":\"aifactory.model/1\",\"files\":[{\"path\":\"a\",\"digest\":\"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}]}",
                "{\"format\":\"aifactory.model/1\",\"files\":[null]}",
                "{\"format\":\"aifactory.model/1\",\"files\":[{\"path\":\"a\",\"bytes\":1}]}",
                "{\"format\":\"aifactory.model/1\",\"files\":[{\"path\":\"a\",\"bytes\":1,\"digest\":\"sha256:../x\"}]}",
                "{\"format\":\"aifactory.model/1\",\"files\":[{\"path\":\"a\",\"bytes\":1e99,\"digest\":\"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}]}",
            })
    void blobThatIsNoModelManifestIsATypedError(String json) {
        Digest digest = store.put(StoreFiles.bytes(json));

        FactoryException e = assertThrows(FactoryException.class, () -> manifests.model(digest));

        assertEquals(ErrorCode.INVALID_REQUEST, e.code());
    }

    @Test
    void absentManifestIsNotFound() {
        FactoryException e = assertThrows(FactoryException.class, () -> manifests.model(A));

        assertEquals(ErrorCode.NOT_FOUND, e.code());
    }

    private static DatasetManifest dataset(Map<String, String> recipe) {
        return new DatasetManifest(
                DatasetManifest.FORMAT,
                "corpus",
                A,
                300,
                0,
                2,
                List.of(new TokenShard(A, 100, B, 3, 420)),
                List.of(new TokenShard(B, 10, A, 1, 42)),
                B,
                recipe,
                List.of(new DataSource("maven:g:a:1", A, "unknown", 500)),
                new DatasetStatistics(5, 4, 1, Map.of(), 462, 0));
    }
}
