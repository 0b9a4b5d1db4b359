package io.aifactory.inference.testing;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** {@link TinyLlama}, taught some sentences: unlike a random model's, its best tokens lead. */
public final class TaughtLlama {
    private static final List<String> SENTENCES =
            List.of(
                    "the worker counts tokens, and the tokens count the worker; ",
                    "a model reads the text, and the text reads like a model; ",
                    "the model writes the text again and again, and again the worker counts; ");

    private static final int STEPS = 150;
    private static final int ROWS = 8;

    private TaughtLlama() {}

    /** Writes the model's files into an existing folder. */
    public static void write(Path folder) throws IOException {
        TinyLlama.write(folder);
        Tokenizer tokenizer =
                TokenizerJson.read(Files.readAllBytes(folder.resolve("tokenizer.json")));
        ModelConfig config = ModelConfigFile.read(folder.resolve(ModelConfigFile.NAME));
        Random random = new Random(9);
        try (TrainingEngine engine =
                new TorchLanguageModels()
                        .create(config, OptimizerSettings.defaults(), TinyLlama.DEVICE, 11)) {
            for (int step = 0; step < STEPS; step++) {
                int[][] rows = new int[ROWS][];
                Arrays.setAll(rows, _ -> row(tokenizer, config.contextTokens() + 1, random));
                engine.step(rows, 0.01 * (1 - 0.95 * step / STEPS));
            }
            Path weights = folder.resolve("model.safetensors");
            Files.delete(weights);
            engine.saveWeights(weights);
        }
    }

    private static int[] row(Tokenizer tokenizer, int length, Random random) {
        StringBuilder text = new StringBuilder();
        while (text.length() < 8 * length) {
            text.append(SENTENCES.get(random.nextInt(SENTENCES.size())));
        }
        return Arrays.copyOf(tokenizer.encode(text.toString()), length);
    }
}
