package io.aifactory.inference.testing;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToIntBiFunction;

/** Makes engines that tests watch and direct. */
@Singleton
@Alternative
@Priority(1)
public class FakeModels implements LanguageModels {
    private final List<FakeEngine> engines = new CopyOnWriteArrayList<>();
    private volatile ToIntBiFunction<List<Integer>, Sampling> next = FakeEngine::letter;
    private volatile Consumer<List<StepItem>> beforeStep = _ -> {};
    private volatile Runnable beforeEmbedding = () -> {};

    /** Engines say this, present ones included. */
    public void saying(ToIntBiFunction<List<Integer>, Sampling> tokens) {
        next = tokens;
    }

    /** Runs before each step of any engine. */
    public void beforeStep(Consumer<List<StepItem>> action) {
        beforeStep = action;
    }

    /** Runs before each step of any embedder. */
    public void beforeEmbedding(Runnable action) {
        beforeEmbedding = action;
    }

    /** As at the start. */
    public void reset() {
        beforeEmbedding = () -> {};
        next = FakeEngine::letter;
        beforeStep = _ -> {};
    }

    public FakeEngine newest() {
        return engines.getLast();
    }

    public List<FakeEngine> engines() {
        return engines;
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
        FakeEngine engine =
                new FakeEngine(
                                slots,
                                slotTokens,
                                poolBlocks,
                                (tokens, how) -> next.applyAsInt(tokens, how))
                        .beforeStep(items -> beforeStep.accept(items));
        engines.add(engine);
        return engine;
    }

    @Override
    public EmbeddingEngine loadEmbedder(ModelFiles files, Device device, Precision precision) {
        return new FakeEmbedder(FakeModelStore.CONTEXT, _ -> beforeEmbedding.run());
    }

    @Override
    public boolean multiplies(Precision precision, Device device) {
        return true;
    }

    @Override
    public void useThreads(int threads) {}

    @Override
    public TrainingEngine create(
            ModelConfig config, OptimizerSettings optimizer, Device device, long seed) {
        throw new UnsupportedOperationException("a worker does not train");
    }

    @Override
    public TrainingEngine restore(
            ModelConfig config, OptimizerSettings optimizer, Device device, Path checkpoint) {
        throw new UnsupportedOperationException("a worker does not train");
    }
}
