package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Models small enough to check every number of. */
final class TinyModel {
    /** Where tests compute: the processor, or what {@link OnDevice} says. */
    static final Device DEVICE = OnDevice.Chosen.DEVICE;

    private TinyModel() {}

    static ModelConfig config(int keyValueHeads, boolean tied) {
        return new ModelConfig(
                "LlamaForCausalLM",
                97,
                32,
                48,
                2,
                4,
                keyValueHeads,
                8,
                40,
                1e-5,
                10000,
                tied,
                -1,
                List.of(0));
    }

    /** A model folder with weights large enough that every part shows in the logits. */
    static Path write(Path folder, ModelConfig config, long seed) throws IOException {
        Files.writeString(folder.resolve("config.json"), ModelConfigFile.write(config));
        try (TrainingEngine engine = create(config, seed)) {
            // a few steps with a large rate move norms and projections away from their start
            for (int step = 0; step < 6; step++) {
                engine.step(batch(config, 4, 16, step), 0.03);
            }
            engine.saveWeights(folder.resolve("model.safetensors"));
        }
        return folder;
    }

    static TrainingEngine create(ModelConfig config, long seed) {
        return new TorchLanguageModels().create(config, OptimizerSettings.defaults(), DEVICE, seed);
    }

    static InferenceEngine load(Path folder, int slots) throws IOException {
        return new TorchLanguageModels().load(ModelFiles.inFolder(folder), DEVICE, slots, 0);
    }

    static int[][] batch(ModelConfig config, int rows, int length, long seed) {
        Random random = new Random(seed);
        int[][] batch = new int[rows][length + 1];
        for (int[] row : batch) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(config.vocabulary());
            }
        }
        return batch;
    }
}
