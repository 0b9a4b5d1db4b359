package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.weights.SafetensorsFile;
import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnDevice
class InferenceEngineTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"4, true", "2, false", "1, true"})
    void logitsAreThoseOfThePlainFormulas(int keyValueHeads, boolean tied) throws IOException {
        ModelConfig config = TinyModel.config(keyValueHeads, tied);
        TinyModel.write(folder, config, 7);
        int[] tokens = TinyModel.batch(config, 1, 19, 3)[0];
        double[][] expected = new PlainLlama(config, folder).logits(tokens);

        try (InferenceEngine engine = TinyModel.load(folder, 3)) {
            // a chunk, a second chunk after it, then token by token
            int[] chunk = Arrays.copyOf(tokens, 7);
            assertRow(expected[6], engine.logits(List.of(item(1, 0, chunk)))[0]);
            chunk = Arrays.copyOfRange(tokens, 7, 15);
            assertRow(expected[14], engine.logits(List.of(item(1, 7, chunk)))[0]);
            for (int t = 15; t < tokens.length; t++) {
                assertRow(expected[t], engine.logits(List.of(item(1, t, tokens[t])))[0]);
            }
        }
    }

    private static void assertRow(double[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-4, "logit of token " + i);
        }
    }

    private static StepItem item(int slot, int position, int... tokens) {
        return new StepItem(slot, position, tokens, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"F16, 0.01", "BF16, 0.1"})
    void halfPrecisionWeightsAreWidened(TensorType type, double tolerance) throws IOException {
        ModelConfig config = TinyModel.config(2, false);
        TinyModel.write(folder, config, 17);
        int[] tokens = TinyModel.batch(config, 1, 9, 3)[0];
        double[] expected = new PlainLlama(config, folder).logits(tokens)[tokens.length - 1];
        Path half = Files.createDirectory(folder.resolve("half"));
        Files.copy(folder.resolve("config.json"), half.resolve("config.json"));
        writeHalf(type, half.resolve("model.safetensors"));

        try (InferenceEngine engine = TinyModel.load(half, 1)) {
            float[] logits = engine.logits(List.of(item(0, 0, tokens)))[0];
            assertArrayEquals(expected, widened(logits), tolerance);
        }
    }

    private static double[] widened(float[] floats) {
        double[] doubles = new double[floats.length];
        Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }

    private void writeHalf(TensorType type, Path file) throws IOException {
        try (SafetensorsFile weights = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            SafetensorsWriter writer = new SafetensorsWriter(Map.of());
            weights.tensors().values().forEach(t -> writer.add(t.name(), type, t.shape()));
            writer.write(
                    file,
                    (tensor, sink) -> {
                        MemorySegment floats = weights.segment(weights.require(tensor.name()));
                        ByteBuffer halves =
                                ByteBuffer.allocate((int) tensor.bytes())
                                        .order(ByteOrder.LITTLE_ENDIAN);
                        while (halves.hasRemaining()) {
                            float value =
                                    floats.get(
                                            ValueLayout.JAVA_FLOAT_UNALIGNED,
                                            2L * halves.position());
                            halves.putShort(
                                    type == TensorType.F16
                                            ? Float.floatToFloat16(value)
                                            : (short) (Float.floatToRawIntBits(value) >>> 16));
                        }
                        sink.write(halves.flip());
                    });
        }
    }

    @Test
    void drawsFollowTheFilteredDistributionOverAscendingIds() throws IOException {
        ModelConfig config = TinyModel.config(4, true);
        TinyModel.write(folder, config, 13);
        int[] prompt = {5, 6, 7};
        try (InferenceEngine engine = TinyModel.load(folder, 1)) {
            float[] logits = engine.logits(List.of(item(0, 0, prompt)))[0];
            for (Sampling sampling :
                    List.of(
                            new Sampling(1, 1, 0, 0),
                            new Sampling(0.5f, 1, 3, 0),
                            new Sampling(1, 0.6f, 0, 0),
                            new Sampling(2, 0.5f, 20, 0))) {
                for (int i = 0; i < 50; i++) {
                    Sampling drawn =
                            new Sampling(
                                    sampling.temperature(),
                                    sampling.topP(),
                                    sampling.topK(),
                                    (i + 0.5) / 50);
                    StepItem item = new StepItem(0, 0, prompt, Optional.of(drawn));
                    assertEquals(
                            expected(logits, drawn),
                            engine.step(List.of(item)).getFirst().getFirst().token());
                }
            }
        }
    }

    /** The definition of {@link Sampling}, in plain loops. */
    private static int expected(float[] logits, Sampling sampling) {
        int size = logits.length;
        double[] mass = new double[size];
        for (int i = 0; i < size; i++) {
            mass[i] = Math.exp((double) logits[i] / sampling.temperature());
        }
        List<Integer> ranked = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ranked.add(i);
        }
        ranked.sort((a, b) -> Double.compare(mass[b], mass[a]));
        if (sampling.topK() > 0) {
            ranked = ranked.subList(0, sampling.topK());
        }
        double total = ranked.stream().mapToDouble(i -> mass[i]).sum();
        List<Integer> kept = new ArrayList<>();
        double before = 0;
        for (int i : ranked) {
            if (sampling.topP() == 1 || before < sampling.topP() * total) {
                kept.add(i);
            }
            before += mass[i];
        }
        Collections.sort(kept);
        double target = sampling.uniform() * kept.stream().mapToDouble(i -> mass[i]).sum();
        double sum = 0;
        for (int i : kept) {
            sum += mass[i];
            if (sum > target) {
                return i;
            }
        }
        return kept.getLast();
    }

    @Test
    void greedyTakesTheSmallestIdOfEquals() throws IOException {
        // all weights of a head of zeros give equal logits
        ModelConfig config = TinyModel.config(4, true);
        GraphSource source = GraphSource.decoder(config, DecoderForm.plain(Precision.F32));
        Graph graph = TorchGraph.open(source, TinyModel.DEVICE, TorchGraph.Mode.INFERENCE);
        try (graph) {
            DecoderLayout layout = DecoderTensors.layout(config, Precision.F32);
            GraphWeights store = new GraphWeights(graph, layout, Precision.F32);
            List<Graph.Tensor> weights = new ArrayList<>();
            layout.tensors().forEach(fused -> weights.add(store.zeros(fused.shape())));
            TorchKeyValues keyValues =
                    TorchKeyValues.zeros(
                            graph, store, Precision.F32, new KeyValueRoom(config, 1, 40, 0));
            List<Graph.Tensor> tables =
                    store.tables(GraphTables.of(config, layout, Precision.F32), 8, 40);
            InferenceEngine engine =
                    new TorchInferenceEngine(
                            graph, config, 0, weights, tables, keyValues, store.tokens(1), 0);

            StepItem item = new StepItem(0, 0, new int[] {50}, Optional.of(Sampling.greedy()));
            assertEquals(List.of(List.of(SampledToken.of(0))), engine.step(List.of(item)));
        }
    }

    @Test
    void whatDoesNotFitIsRefusedAndTheEngineStaysUsable() throws IOException {
        ModelConfig config = TinyModel.config(4, true);
        TinyModel.write(folder, config, 1);
        try (InferenceEngine engine = TinyModel.load(folder, 2)) {
            for (List<StepItem> wrong :
                    List.of(
                            List.<StepItem>of(),
                            List.of(item(2, 0, 1)),
                            List.of(item(-1, 0, 1)),
                            List.of(item(0, 40, 1)),
                            List.of(item(0, -1, 1)),
                            List.of(item(0, 0)),
                            List.of(item(0, 0, 97)),
                            List.of(item(0, 0, -1)),
                            List.of(item(0, 39, 1, 1)),
                            List.of(item(0, 0, 1), item(0, 1, 1)))) {
                assertThrows(IllegalArgumentException.class, () -> engine.step(wrong));
            }
            assertEquals(2, engine.step(List.of(item(0, 0, 1), item(1, 0, 1))).size());
            assertEquals(40, engine.slotTokens());
            assertEquals(config, engine.config());
            assertTrue(engine.parameters() > 10_000);
        }
    }

    @Test
    void anotherThreadIsRefused() throws Exception {
        TinyModel.write(folder, TinyModel.config(4, true), 1);
        try (InferenceEngine engine = TinyModel.load(folder, 1)) {
            List<Throwable> thrown = new ArrayList<>();
            Thread other =
                    new Thread(() ->
                            thrown.add(
                                    assertThrows(
                                            IllegalStateException.class,
                                            () -> engine.step(List.of(item(0, 0, 1))))));
            other.start();
            other.join();
            assertEquals(1, thrown.size());
        }
    }
}
