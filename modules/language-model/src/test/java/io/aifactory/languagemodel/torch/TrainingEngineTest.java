package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.training.NonFiniteLossException;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.languagemodel.training.TrainingEngine.StepResult;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnDevice
class TrainingEngineTest {
    private static final Path RESIDENT = Path.of("/proc/self/statm");

    @TempDir Path folder;

    @Test
    void theSameSeedGivesTheSameBits() throws IOException {
        ModelConfig config = TinyModel.config(2, true);
        assertEquals(tenSteps(config, 3), tenSteps(config, 3));
        assertNotEquals(tenSteps(config, 3), tenSteps(config, 4));
    }

    private static List<StepResult> tenSteps(ModelConfig config, long seed) {
        List<StepResult> results = new ArrayList<>();
        try (TrainingEngine engine = TinyModel.create(config, seed)) {
            for (int step = 0; step < 10; step++) {
                results.add(engine.step(TinyModel.batch(config, 3, 33, step), 1e-2));
            }
        }
        return results;
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aRestoredRunContinuesBitForBit(boolean tied) throws IOException {
        ModelConfig config = TinyModel.config(2, tied);
        List<StepResult> expected = tenSteps(config, 3);
        Path checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
        try (TrainingEngine engine = TinyModel.create(config, 3)) {
            for (int step = 0; step < 4; step++) {
                assertEquals(
                        expected.get(step),
                        engine.step(TinyModel.batch(config, 3, 33, step), 1e-2));
            }
            engine.saveCheckpoint(checkpoint);
        }

        try (TrainingEngine engine = restore(config, checkpoint)) {
            assertEquals(4, engine.steps());
            for (int step = 4; step < 10; step++) {
                assertEquals(
                        expected.get(step),
                        engine.step(TinyModel.batch(config, 3, 33, step), 1e-2));
            }
            Path again = Files.createDirectory(folder.resolve("again"));
            engine.saveCheckpoint(again);
            try (TrainingEngine third = restore(config, again)) {
                Path copy = Files.createDirectory(folder.resolve("copy"));
                third.saveCheckpoint(copy);
                for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
                    assertEquals(-1, Files.mismatch(again.resolve(file), copy.resolve(file)));
                }
            }
        }
    }

    private static TrainingEngine restore(ModelConfig config, Path checkpoint) {
        return new TorchLanguageModels()
                .restore(config, OptimizerSettings.defaults(), TinyModel.DEVICE, checkpoint);
    }

    @ParameterizedTest
    @CsvSource({"2, true", "4, false"})
    void theLossIsThatOfThePlainFormulas(int keyValueHeads, boolean tied) throws IOException {
        ModelConfig config = TinyModel.config(keyValueHeads, tied);
        TinyModel.write(folder, config, 5);
        int[][] batch = TinyModel.batch(config, 2, 13, 9);
        PlainLlama plain = new PlainLlama(config, folder);
        double nats = plain.nats(batch[0]) + plain.nats(batch[1]);

        try (TrainingEngine engine = fromWeights(config)) {
            TrainingEngine.EvaluationResult result = engine.evaluate(batch);
            assertEquals(26, result.targets());
            assertEquals(nats, result.nats(), 1e-5 * nats);
            assertEquals(nats / 26, engine.step(batch, 0).loss(), 1e-5 * nats / 26);
        }
    }

    @Test
    void targetsThatAreNegativeAreNotCounted() throws IOException {
        ModelConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, 5);
        int[][] short5 = {java.util.Arrays.copyOf(TinyModel.batch(config, 1, 13, 9)[0], 6)};
        int[][] padded = {java.util.Arrays.copyOf(short5[0], 9)};
        java.util.Arrays.fill(padded[0], 6, 9, -1);

        try (TrainingEngine engine = fromWeights(config)) {
            TrainingEngine.EvaluationResult expected = engine.evaluate(short5);
            TrainingEngine.EvaluationResult actual = engine.evaluate(padded);
            assertEquals(5, actual.targets());
            assertEquals(expected.nats(), actual.nats(), 1e-4);
        }
    }

    /**
     * With beta1 = beta2 = 0 and a large epsilon, one AdamW step is plain gradient descent, so the
     * loss must fall by the squared gradient norm times the rate; this checks the gradients of all
     * parameters at once against differences of the loss.
     */
    @ParameterizedTest
    @CsvSource({"2, true", "1, false"})
    void gradientsAgreeWithDifferencesOfTheLoss(int keyValueHeads, boolean tied)
            throws IOException {
        ModelConfig config = TinyModel.config(keyValueHeads, tied);
        TinyModel.write(folder, config, 5);
        int[][] batch = TinyModel.batch(config, 4, 20, 1);
        OptimizerSettings descent = new OptimizerSettings(0, 0, 1e6, 0, true, 0);
        double rate = 1e-3;
        double before;
        double norm;
        try (TrainingEngine engine = fromWeights(config, descent)) {
            StepResult first = engine.step(batch, rate * 1e6);
            before = first.loss();
            norm = first.gradientNorm();
            double after = engine.evaluate(batch).nats() / 80;
            double fall = rate * norm * norm;
            assertTrue(norm > 0.3, "gradient norm " + norm);
            assertEquals(fall, before - after, 0.03 * fall);
        }
    }

    @Test
    void clippingLimitsTheStepAndReportsTheNormBefore() throws IOException {
        ModelConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, 5);
        int[][] batch = TinyModel.batch(config, 4, 20, 1);
        double[] falls = new double[2];
        double[] norms = new double[2];
        for (int i = 0; i < 2; i++) {
            double clip = i == 0 ? 0 : 0.1;
            OptimizerSettings descent = new OptimizerSettings(0, 0, 1e6, 0, true, clip);
            try (TrainingEngine engine = fromWeights(config, descent)) {
                StepResult result = engine.step(batch, 1e3);
                norms[i] = result.gradientNorm();
                falls[i] = result.loss() - engine.evaluate(batch).nats() / 80;
            }
        }
        assertEquals(norms[0], norms[1]);
        assertEquals(0.1 / norms[0], falls[1] / falls[0], 0.05 * 0.1 / norms[0]);
    }

    @Test
    void aLossThatIsNotFiniteChangesNothing() throws IOException {
        ModelConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, 5);
        Path weights = folder.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        MemorySegment.ofArray(bytes)
                .set(ValueLayout.JAVA_FLOAT_UNALIGNED, bytes.length - 4L, Float.NaN);
        Files.write(weights, bytes);
        try (TrainingEngine engine = fromWeights(config)) {
            int[][] batch = TinyModel.batch(config, 2, 9, 1);

            assertThrows(NonFiniteLossException.class, () -> engine.step(batch, 1e-3));

            assertEquals(0, engine.steps());
            engine.saveWeights(folder.resolve("after.safetensors"));
            assertEquals(-1, Files.mismatch(weights, folder.resolve("after.safetensors")));
        }
    }

    @Test
    void aRunOverfitsOneBatch() {
        ModelConfig config = TinyModel.config(2, true);
        int[][] batch = TinyModel.batch(config, 2, 20, 1);
        try (TrainingEngine engine = TinyModel.create(config, 1)) {
            double first = engine.step(batch, 1e-2).loss();
            double last = first;
            for (int i = 0; i < 150; i++) {
                last = engine.step(batch, 1e-2).loss();
            }
            assertEquals(Math.log(97), first, 0.1);
            assertTrue(last < 0.1, "loss after 150 steps is " + last);
        }
    }

    @Test
    void batchesAndCheckpointsThatDoNotFitAreRefused() throws IOException {
        ModelConfig config = TinyModel.config(2, true);
        Path checkpoint = Files.createDirectory(folder.resolve("checkpoint"));
        try (TrainingEngine engine = TinyModel.create(config, 1)) {
            engine.saveCheckpoint(checkpoint);
            for (int[][] wrong :
                    List.of(
                            new int[][] {},
                            new int[][] {{1}},
                            new int[][] {{1, 2}, {1, 2, 3}},
                            new int[][] {{1, 97}},
                            new int[][] {{1, -1}},
                            new int[1][42])) {
                assertThrows(IllegalArgumentException.class, () -> engine.step(wrong, 1e-3));
            }
            assertThrows(
                    IllegalArgumentException.class,
                    () -> engine.step(new int[][] {{1, 2}}, Double.NaN));
        }
        assertThrows(
                ModelFormatException.class, () -> restore(TinyModel.config(4, true), checkpoint));
        assertThrows(
                ModelFormatException.class, () -> restore(TinyModel.config(2, false), checkpoint));
    }

    @Test
    void memoryStaysFlatOverAThousandSteps() throws IOException {
        assumeTrue(Files.exists(RESIDENT), "needs Linux: " + RESIDENT);
        ModelConfig config = TinyModel.config(2, true);
        int[][] batch = TinyModel.batch(config, 2, 20, 1);
        try (TrainingEngine engine = TinyModel.create(config, 1)) {
            runSteps(engine, batch, 300);
            long before = residentPages();
            runSteps(engine, batch, 1000);
            long grown = (residentPages() - before) * 4096;
            // one leaked set of gradients a step would be 90 MB
            assertTrue(grown < 30_000_000, "grown by " + grown + " bytes");
        }
    }

    private static void runSteps(TrainingEngine engine, int[][] batch, int count) {
        for (int i = 0; i < count; i++) {
            engine.step(batch, 1e-4);
        }
    }

    private static long residentPages() throws IOException {
        return Long.parseLong(Files.readString(RESIDENT).split(" ", 3)[1]);
    }

    private TrainingEngine fromWeights(ModelConfig config) throws IOException {
        return fromWeights(config, OptimizerSettings.defaults());
    }

    /** An engine that starts from the folder's weights with fresh moments. */
    private TrainingEngine fromWeights(ModelConfig config, OptimizerSettings settings)
            throws IOException {
        Path checkpoint = Files.createTempDirectory(folder, "start");
        try (TrainingEngine fresh = TinyModel.create(config, 1)) {
            fresh.saveCheckpoint(checkpoint);
        }
        Files.delete(checkpoint.resolve("model.safetensors"));
        Files.copy(folder.resolve("model.safetensors"), checkpoint.resolve("model.safetensors"));
        return new TorchLanguageModels().restore(config, settings, TinyModel.DEVICE, checkpoint);
    }
}
