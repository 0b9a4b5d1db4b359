package io.aifactory.inference.batching;

import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A random model of 23 million parameters, with 16 KiB of keys and values a token in float32. */
final class BenchmarkModel {
    private BenchmarkModel() {}

    /**
     * Writes its files into a new folder.
     *
     * @param contextTokens its context
     */
    static Path write(int contextTokens, Device device) throws IOException {
        ModelConfig config =
                new ModelConfig(
                        "LlamaForCausalLM",
                        ByteTokenizer.END + 1,
                        512,
                        1376,
                        8,
                        8,
                        4,
                        64,
                        contextTokens,
                        1e-5,
                        10_000,
                        true,
                        -1,
                        List.of(ByteTokenizer.END));
        Path folder = Files.createTempDirectory("benchmark");
        Files.writeString(folder.resolve(ModelConfigFile.NAME), ModelConfigFile.write(config));
        try (TrainingEngine engine =
                new TorchLanguageModels().create(config, OptimizerSettings.defaults(), device, 1)) {
            engine.saveWeights(folder.resolve("model.safetensors"));
        }
        return folder;
    }

    static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /**
     * @param part in [0, 1]
     */
    static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
    }
}
