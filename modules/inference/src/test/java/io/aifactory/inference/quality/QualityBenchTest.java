package io.aifactory.inference.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.contracts.dataset.TokenShard;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.model.HuggingFaceFormats;
import io.aifactory.inference.model.ModelPreparer;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.aifactory.storage.Manifests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real model in every precision over the same text. */
class QualityBenchTest {
    private static final String TEXT = "the worker counts tokens, and the tokens count";

    @TempDir Path folder;

    private BlobStore store;
    private PreparedModel model;
    private final List<QualityFigure> figures = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private int reports;

    @BeforeEach
    void publish() throws IOException {
        Path files = Files.createDirectory(folder.resolve("model"));
        TinyLlama.write(files);
        store = new FileBlobStore(folder.resolve("storage"), 0);
        model =
                new ModelPreparer(store, new HuggingFaceFormats())
                        .prepare("tiny", TinyLlama.publish(files, store).value(), List.of());
    }

    @Test
    void eachPrecisionIsReadBesideFloat32() throws IOException {
        JudgedText text = file(TEXT, 1000);

        bench(text, Long.MAX_VALUE).measure(List.of(Precision.values()), this::found);

        assertEquals(
                List.of(Precision.values()),
                figures.stream().map(QualityFigure::precision).toList());
        QualityFigure exact = figures.getFirst();
        assertEquals(exact.exactBitsPerByte(), exact.bitsPerByte());
        assertEquals(1, exact.topTokenAgreement());
        assertEquals(TEXT.length(), exact.bytes());
        for (QualityFigure figure : figures) {
            assertEquals(exact.bitsPerByte(), figure.exactBitsPerByte());
            assertEquals(1, figure.bitsPerByte() / exact.bitsPerByte(), 0.05);
            assertEquals(text.tokens().targets(), figure.tokens());
        }
        // random weights: nothing is predicted better than by a uniform choice of 300
        double uniform = exact.tokens() * Math.log(300) / Math.log(2) / exact.bytes();
        assertEquals(1, exact.bitsPerByte() / uniform, 0.1);
        assertTrue(figures.get(3).bitsPerByte() != exact.bitsPerByte());
        assertEquals(List.of(), skipped);
        assertEquals(4, reports);
    }

    @Test
    void float32IsReadEvenIfOnlyAnotherIsAskedFor() throws IOException {
        bench(file(TEXT, 1000), Long.MAX_VALUE).measure(List.of(Precision.INT8), this::found);

        assertEquals(
                List.of(Precision.F32, Precision.INT8),
                figures.stream().map(QualityFigure::precision).toList());
    }

    @Test
    void whatDoesNotFitTheMemoryIsSaidBeforeAnythingIsLoaded() throws IOException {
        QualityBench bench = bench(file(TEXT, 1000), 1 << 20);

        FactoryException refused =
                assertThrows(FactoryException.class, () -> bench.measure(List.of(), this::found));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .matches(
                                "reading a text in F32 takes [0-9]+ MiB, and 1 MiB are free;"
                                        + " the others are compared with it"),
                refused.getMessage());
    }

    @Test
    void theHeldOutPartOfADatasetIsReadAsTheTrainerDoes() throws IOException {
        int[] tokens = model.tokenizer().encode(TEXT);
        Digest dataset = publish(tokens, model.tokenizerJson());

        JudgedText text = JudgedText.heldOut(store, dataset, model, 1000);

        assertEquals("counting", text.name());
        assertEquals(dataset, text.digest());
        assertEquals(tokens.length, text.tokens().targets());
        assertEquals(TEXT.length(), text.tokens().bytes());
    }

    @Test
    void aDatasetOfAnotherTokenizerIsRefusedByName() throws IOException {
        Digest dataset =
                publish(new int[] {1}, "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        FactoryException refused =
                assertThrows(
                        FactoryException.class,
                        () -> JudgedText.heldOut(store, dataset, model, 1000));

        assertEquals(
                "dataset 'counting' was made with another tokenizer than the model's; give a text"
                        + " with --text",
                refused.getMessage());
    }

    @Test
    void ofALongFileTheBeginningIsRead() throws IOException {
        int first = model.tokenizer().encode(TEXT)[0];

        // a character of two bytes is cut by the end of what is read
        JudgedText text = file(TEXT + "ñ".repeat(200), 4);

        assertEquals(4, text.tokens().targets());
        assertEquals(first, text.tokens().stream()[1]);
        assertEquals(model.task().eosTokens().getFirst(), text.tokens().stream()[0]);
        assertEquals("text.txt", text.name());
    }

    @Test
    void aFileWithoutTextIsRefusedByName() {
        FactoryException refused = assertThrows(FactoryException.class, () -> file("", 10));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.endsWith("text.txt has no text"), message);
    }

    private JudgedText file(String text, int limit) throws IOException {
        Path file = Files.writeString(folder.resolve("text.txt"), text);
        return JudgedText.file(file, model, limit);
    }

    private QualityBench bench(JudgedText text, long bytes) {
        return new QualityBench(
                new TorchLanguageModels(), model, TinyLlama.DEVICE, text, () -> bytes);
    }

    private void found(String kind, Object value) {
        switch (kind) {
            case "figure" -> figures.add((QualityFigure) value);
            case "skipped" -> skipped.add((String) value);
            default -> reports++;
        }
    }

    private Digest publish(int[] tokens, byte[] tokenizer) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * tokens.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(tokens).forEach(token -> bytes.putShort((short) token));
        Digest nothing = store.put(new byte[0]);
        TokenShard shard =
                new TokenShard(store.put(bytes.array()), tokens.length, nothing, 1, TEXT.length());
        return new Manifests(store)
                .publish(
                        new DatasetManifest(
                                DatasetManifest.FORMAT,
                                "counting",
                                store.put(tokenizer),
                                model.task().vocabulary(),
                                model.task().eosTokens().getFirst(),
                                2,
                                List.of(),
                                List.of(shard),
                                nothing,
                                Map.of(),
                                List.of(),
                                new DatasetStatistics(1, 1, 0, Map.of(), TEXT.length(), 0)));
    }
}
