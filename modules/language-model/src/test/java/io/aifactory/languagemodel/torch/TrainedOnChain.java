package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A model that the trainer's engine has taught what follows two tokens of a random chain, until it
 * knows it well: unlike a random model's, its best tokens lead. Every precision can keep it.
 *
 * @param folder of the model
 * @param heldOutNats of {@link #heldOut}, as the trainer's engine sums them
 */
record TrainedOnChain(Path folder, double heldOutNats) {
    static final int CONTEXT = 48;

    private static final int VOCABULARY = 24;
    private static final int STEPS = 250;
    private static final int ROWS = 16;
    private static final int HELD_OUT = 24;

    static TrainedOnChain write(Path folder) throws IOException {
        ModelConfig config =
                new ModelConfig(
                        "LlamaForCausalLM",
                        VOCABULARY,
                        32,
                        64,
                        2,
                        4,
                        2,
                        8,
                        CONTEXT,
                        1e-5,
                        10_000,
                        true,
                        -1,
                        List.of(0));
        Files.writeString(folder.resolve("config.json"), ModelConfigFile.write(config));
        try (TrainingEngine engine =
                new TorchLanguageModels()
                        .create(config, OptimizerSettings.defaults(), TinyModel.DEVICE, 3)) {
            for (int step = 0; step < STEPS; step++) {
                engine.step(texts(ROWS, 1000 + step), 0.01 * (1 - 0.95 * step / STEPS));
            }
            engine.saveWeights(folder.resolve("model.safetensors"));
            return new TrainedOnChain(folder, engine.evaluate(heldOut()).nats());
        }
    }

    /** Texts of one token more than the context. */
    static int[][] heldOut() {
        return texts(HELD_OUT, 1);
    }

    /** After two tokens one of three, mostly the first of them. */
    private static int[][] texts(int rows, long seed) {
        Random random = new Random(seed);
        int[][] texts = new int[rows][CONTEXT + 1];
        for (int[] text : texts) {
            text[0] = random.nextInt(VOCABULARY);
            text[1] = random.nextInt(VOCABULARY);
            for (int t = 2; t < text.length; t++) {
                int drawn = random.nextInt(10);
                int which = drawn < 6 ? 0 : drawn < 9 ? 1 : 2;
                text[t] =
                        Math.floorMod(7 * text[t - 1] + 5 * (text[t - 2] % 3) + which, VOCABULARY);
            }
        }
        return texts;
    }
}
