package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines against results that PyTorch and transformers computed once. */
@OnDevice
class ReferenceParityTest {

    @ParameterizedTest
    @ValueSource(strings = {"p1", "p7", "p33", "p130"})
    void logitsAndGreedyTokensAreThoseOfTheReference(String prompt) throws IOException {
        ReferenceModel reference = ReferenceModel.orSkip();
        JsonNode expected = reference.prompt(prompt);
        int[] ids = reference.integers(expected.get("ids"));
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(ModelFiles.inFolder(reference.folder), TinyModel.DEVICE, 3, 0)) {

            float[] logits = engine.logits(List.of(new StepItem(1, 0, ids, Optional.empty())))[0];
            int[] greedy = greedy(engine, ids, 32);

            assertArrayEquals(reference.floats(prompt + "_last_logits"), logits, 1e-4f);
            assertArrayEquals(reference.integers(expected.get("greedy32")), greedy);
        }
    }

    private static int[] greedy(InferenceEngine engine, int[] prompt, int count) {
        int[] generated = new int[count];
        int[] next = prompt;
        int position = 0;
        for (int i = 0; i < count; i++) {
            StepItem item = new StepItem(2, position, next, Optional.of(Sampling.greedy()));
            generated[i] = engine.step(List.of(item)).getFirst().getFirst().token();
            position += next.length;
            next = new int[] {generated[i]};
        }
        return generated;
    }

    @Test
    void twentyTrainingStepsHaveTheLossesAndGradientNormsOfTheReference(@TempDir Path folder)
            throws IOException {
        ReferenceModel reference = ReferenceModel.orSkip();
        ModelConfig config = ModelConfigFile.read(reference.folder.resolve("config.json"));
        Path checkpoint = withoutMoments(reference, config, folder);
        OptimizerSettings adamW = new OptimizerSettings(0.9, 0.999, 1e-8, 0.01, true, 0);
        long[] tokens = reference.longs("train_batches");
        JsonNode expected = reference.oracle.get("training");

        try (TrainingEngine engine =
                new TorchLanguageModels().restore(config, adamW, TinyModel.DEVICE, checkpoint)) {
            for (int step = 0; step < 20; step++) {
                TrainingEngine.StepResult result = engine.step(batch(tokens, step % 4), 1e-3);

                double loss = expected.get("losses").get(step).doubleValue();
                double norm = expected.get("grad_norms").get(step).doubleValue();
                assertEquals(loss, result.loss(), 2e-4 * loss, "loss of step " + step);
                assertEquals(norm, result.gradientNorm(), 2e-3 * norm, "norm of step " + step);
            }
            assertEquals(20, engine.steps());
        }
    }

    private static int[][] batch(long[] tokens, int number) {
        int[][] rows = new int[4][65];
        for (int row = 0; row < 4; row++) {
            for (int i = 0; i < 65; i++) {
                rows[row][i] = (int) tokens[(number * 4 + row) * 65 + i];
            }
        }
        return rows;
    }

    /** A checkpoint of the reference weights before any step. */
    private static Path withoutMoments(ReferenceModel reference, ModelConfig config, Path folder)
            throws IOException {
        Files.copy(
                reference.folder.resolve("model.safetensors"), folder.resolve("model.safetensors"));
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        writer.add("step", TensorType.I64, List.of());
        for (String moment : List.of("exp_avg.", "exp_avg_sq.")) {
            for (DecoderLayout.Part part : DecoderTensors.layout(config, Precision.F32).parts()) {
                writer.add(moment + part.name(), TensorType.F32, part.shape());
            }
        }
        writer.write(
                folder.resolve("optimizer.safetensors"),
                (tensor, sink) -> sink.write(ByteBuffer.allocate((int) tensor.bytes())));
        return folder;
    }
}
