package io.aifactory.registry.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.registry.TinyModel;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.aifactory.storage.Manifests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelVerifierTest {
    private static BlobStore store;
    private static ModelVerifier verifier;

    @BeforeAll
    static void open(@TempDir Path root) {
        store = new FileBlobStore(root, 0);
        verifier = new ModelVerifier(store);
    }

    @Test
    void wholeModelIsAccepted() {
        ModelManifest manifest = verifier.verify(new TinyModel(1).publish(store));

        assertEquals(
                List.of("config.json", "model.safetensors", "tokenizer.json"),
                manifest.files().stream().map(ModelFile::path).toList());
    }

    @Test
    void referenceModelIsAccepted() throws IOException {
        Path folder =
                Path.of(System.getProperty("aifactory.reference-data", ""), "oracles/llama-tiny");
        assumeTrue(
                Files.exists(folder.resolve("model.safetensors")),
                "the reference model oracles/llama-tiny is not on this machine");
        TinyModel model = new TinyModel(1);
        for (String name : List.of("config.json", "model.safetensors")) {
            model.with(name, Files.readAllBytes(folder.resolve(name)));
        }

        verifier.verify(model.publish(store));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json", "model.safetensors"})
    void modelWithoutAnEssentialFileIsRefusedByName(String path) {
        String message = refusal(new TinyModel(1).without(path).publish(store));

        assertTrue(
                message.contains(path.equals("model.safetensors") ? ".safetensors" : path),
                message);
    }

    private static TinyModel adapter() {
        TinyModel model = new TinyModel(3).without("config.json").without("tokenizer.json");
        return model.with(
                        "adapter_model.safetensors",
                        TinyModel.safetensors(
                                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                                new byte[4]))
                .without("model.safetensors")
                .with("adapter_config.json", "{\"peft_type\":\"LORA\"}");
    }

    @Test
    void adapterIsAcceptedWithoutModelAndTokenizer() {
        assertEquals(
                List.of("adapter_config.json", "adapter_model.safetensors"),
                verifier.verify(adapter().publish(store)).files().stream()
                        .map(ModelFile::path)
                        .toList());
    }

    @Test
    void adapterThatIsNotWholeIsRefused() {
        assertEquals(
                "File 'adapter_config.json' has no 'peft_type'.",
                refusal(adapter().with("adapter_config.json", "{}").publish(store)));
        assertEquals(
                "The manifest lists no adapter_model.safetensors; an adapter needs one.",
                refusal(adapter().without("adapter_model.safetensors").publish(store)));
        assertTrue(
                refusal(
                                adapter()
                                        .with("adapter_model.safetensors", new byte[] {1, 2})
                                        .publish(store))
                        .startsWith("File 'adapter_model.safetensors' is not a valid safetensors"));
    }

    @Test
    void fileThatIsNotInTheStorageIsNamed() {
        Digest manifest = new TinyModel(2).publishManifestOnly(store);

        String message = refusal(manifest);

        assertTrue(message.startsWith("File 'model.safetensors' (sha256:"), message);
    }

    @Test
    void manifestThatIsNotInTheStorageIsNamed() {
        Digest absent = Digest.of(new byte[] {9});

        assertEquals(
                "The manifest " + absent + " is not in the storage; publish it first.",
                refusal(absent));
    }

    @Test
    void blobThatIsNoManifestIsRefused() {
        assertEquals(true, refusal(store.put(new byte[] {1, 2, 3})).contains("is not a manifest"));
    }

    @Test
    void sizeThatDiffersFromTheManifestIsRefused() {
        byte[] config =
                "{\"model_type\":\"llama\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Digest manifest =
                new Manifests(store)
                        .publish(
                                ModelManifest.of(
                                        List.of(
                                                new ModelFile(
                                                        "config.json", store.put(config), 999))));

        assertEquals(
                "File 'config.json' has 22 bytes in the storage, but the manifest says 999.",
                refusal(manifest));
    }

    @Test
    void damagedConfigurationIsReportedAsDamage() throws IOException {
        Digest manifest =
                new TinyModel(3).with("config.json", "{\"model_type\":\"damaged\"}").publish(store);
        byte[] config = new TinyModelBytes(store, manifest).of("config.json");
        Path file = store.localFile(Digest.of(config));
        assertTrue(file.toFile().setWritable(true));
        config[3] ^= 1;
        Files.write(file, config);

        FactoryException e = assertThrows(FactoryException.class, () -> verifier.verify(manifest));

        assertEquals(ErrorCode.CONTENT_DAMAGED, e.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"model_type\":1}", "{\"model_type\":\"a\"}}", "x"})
    void configurationThatIsNoneIsRefused(String json) {
        String message = refusal(new TinyModel(1).with("config.json", json).publish(store));

        assertTrue(message.startsWith("File 'config.json' "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"model\":\"BPE\"}"})
    void tokenizerThatIsNoneIsRefused(String json) {
        String message = refusal(new TinyModel(1).with("tokenizer.json", json).publish(store));

        assertTrue(message.startsWith("File 'tokenizer.json' "), message);
    }

    @Test
    void headerLengthBeyondTheFileIsRefusedBeforeAnythingIsAllocated() {
        for (long length : new long[] {-1, Long.MIN_VALUE, 5, 100_000_001, Long.MAX_VALUE}) {
            byte[] file = new byte[12];
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);

            String message =
                    refusal(new TinyModel(1).with("model.safetensors", file).publish(store));

            assertTrue(
                    message.startsWith("File 'model.safetensors' is not a valid safetensors file"),
                    message);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8})
    void fileShorterThanAHeaderIsRefused(int length) {
        refusal(new TinyModel(1).with("model.safetensors", new byte[length]).publish(store));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.json", "/etc/x.json", "a\\b.json", "a//b.json", ".hidden.json", "a/../b.json",
                "C:/x.json", "x.json\u0000", "x .json", "ä.json", "./x.json", "a/"
            })
    void pathThatLeavesTheFolderIsRefused(String path) {
        String message = refusal(new TinyModel(1).with(path, "{}").publish(store));

        assertTrue(message.contains("path is not allowed"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pytorch_model.bin",
                "model.pt",
                "model.pkl",
                "a.ckpt",
                "modeling.py",
                "x.sh",
                "a.JSON"
            })
    void typeThatMayBeCodeIsRefused(String path) {
        String message = refusal(new TinyModel(1).with(path, "x").publish(store));

        assertTrue(message.contains("has a type that is not accepted"), message);
    }

    @Test
    void pathsThatDifferInCaseOnlyAreRefused() {
        String message =
                refusal(
                        new TinyModel(1)
                                .with("README.md", "a")
                                .with("readme.md", "b")
                                .publish(store));

        assertTrue(message.contains("differs from another in case only"), message);
    }

    @Test
    void tooManyFilesAreRefused() {
        List<ModelFile> files = new ArrayList<>();
        Digest digest = store.put(new byte[] {'x'});
        for (int i = 0; i <= 10_000; i++) {
            files.add(new ModelFile(i + ".txt", digest, 1));
        }

        assertEquals(
                "The manifest lists 10001 files; at most 10000 are allowed.",
                refusal(new Manifests(store).publish(ModelManifest.of(files))));
    }

    @Test
    void indexMayOnlyNameListedShards() {
        String index = "model.safetensors.index.json";
        verifier.verify(
                new TinyModel(1)
                        .with(index, "{\"weight_map\":{\"w\":\"model.safetensors\"}}")
                        .publish(store));

        refusal(
                new TinyModel(1)
                        .with(index, "{\"weight_map\":{\"w\":\"model-00002.safetensors\"}}")
                        .publish(store));
        refusal(new TinyModel(1).with(index, "\"weight_map\"").publish(store));
    }

    private String refusal(Digest manifest) {
        FactoryException e = assertThrows(FactoryException.class, () -> verifier.verify(manifest));
        assertEquals(ErrorCode.MODEL_INVALID, e.code());
        return e.message();
    }

    private record TinyModelBytes(BlobStore store, Digest manifest) {
        byte[] of(String path) {
            ModelFile file = new Manifests(store).model(manifest).file(path).orElseThrow();
            return store.read(file.digest(), 10_000);
        }
    }
}
