package io.aifactory.training.trainer;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.tokenization.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** Engines without mathematics: the weights are one number that every batch changes. */
final class FakeEngines implements Engines, LanguageModels {
    private final LongConsumer beforeStep;

    /**
     * @param beforeStep told the number of steps taken before each further one; may throw or never
     *     return
     */
    FakeEngines(LongConsumer beforeStep) {
        this.beforeStep = beforeStep;
    }

    @Override
    public LanguageModels models() {
        return this;
    }

    @Override
    public Tokenizer tokenizer(Path tokenizerJson) {
        return new OneByteTokenizer();
    }

    @Override
    public void writeConfig(ModelConfig config, Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"vocab\":" + config.vocabulary() + "}");
        Files.writeString(folder.resolve("generation_config.json"), "{}");
    }

    @Override
    public InferenceEngine load(
            ModelFiles files,
            Device device,
            Precision precision,
            int slots,
            int slotTokens,
            int poolBlocks,
            List<AdapterFiles> adapters) {
        return new FakeInference();
    }

    @Override
    public EmbeddingEngine loadEmbedder(ModelFiles files, Device device, Precision precision) {
        throw new UnsupportedOperationException("a trainer does not embed");
    }

    @Override
    public TrainingEngine create(
            ModelConfig config, OptimizerSettings optimizer, Device device, long seed) {
        return new FakeTraining(config, beforeStep, 0, seed);
    }

    @Override
    public TrainingEngine restore(
            ModelConfig config, OptimizerSettings optimizer, Device device, Path checkpoint) {
        try {
            return new FakeTraining(
                    config,
                    beforeStep,
                    Long.parseLong(Files.readString(checkpoint.resolve("optimizer.safetensors"))),
                    Long.parseLong(Files.readString(checkpoint.resolve("model.safetensors"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
