package io.aifactory.inference.batching;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.inference.embedding.EmbeddingPlanner;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.ModelTask;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.tuning.BatchCap;
import io.aifactory.inference.tuning.TunedEngine;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.util.Optional;
import java.util.function.Consumer;

/** What the device's thread holds: an engine with its model, and what is open with it. */
sealed interface Holding {
    LoadedModel model();

    DeviceWork work();

    /** Room for kept blocks. */
    int poolBlocks();

    /** Lets go of the device. */
    void close();

    /** A model that generates. */
    record Generating(LoadedModel model, InferenceEngine engine, ContinuousBatch work)
            implements Holding {
        @Override
        public int poolBlocks() {
            return engine.memory().poolBlocks();
        }

        @Override
        public void close() {
            work.close();
            engine.close();
        }
    }

    /** A model that embeds. */
    record Embedding(LoadedModel model, EmbeddingEngine engine, EmbeddingBatch work)
            implements Holding {
        @Override
        public int poolBlocks() {
            return 0;
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    /**
     * Puts a model on the device; to be called on the thread that owns it.
     *
     * @param left told the id of each request that leaves
     * @throws FactoryException or another exception if it cannot be loaded
     */
    static Holding load(
            PreparedModel prepared,
            LoopSettings settings,
            LoopPorts ports,
            EnergyTap energy,
            Consumer<String> left) {
        return switch (prepared.task()) {
            case ModelTask.Generates _ -> generating(prepared, settings, ports, energy, left);
            case ModelTask.Embeds _ -> embedding(prepared, settings, ports, energy, left);
        };
    }

    private static Holding generating(
            PreparedModel prepared,
            LoopSettings settings,
            LoopPorts ports,
            EnergyTap energy,
            Consumer<String> left) {
        TunedEngine tuned = ports.loader().apply(prepared);
        InferenceEngine engine = tuned.engine();
        Optional<InferenceEngine> draft = Optional.empty();
        try {
            draft =
                    tuned.model()
                            .draft()
                            .filter(_ -> settings.drafts() > 0)
                            .map(model -> ports.draftLoader().apply(model));
            return new Generating(
                    new LoadedModel(
                            tuned.model(),
                            engine.parameters(),
                            engine.slots(),
                            engine.slotTokens(),
                            tuned.point()),
                    engine,
                    batch(tuned, draft, settings, ports, energy, left));
        } catch (RuntimeException | Error e) {
            draft.ifPresent(InferenceEngine::close);
            engine.close();
            throw e;
        }
    }

    private static ContinuousBatch batch(
            TunedEngine tuned,
            Optional<InferenceEngine> draft,
            LoopSettings settings,
            LoopPorts ports,
            EnergyTap energy,
            Consumer<String> left) {
        InferenceEngine engine = tuned.engine();
        return new ContinuousBatch(
                engine,
                new StepPlanner(settings.stepTokens(), settings.itlTarget()),
                settings.priorities(),
                energy,
                settings.energyBaseShare(),
                ports.nanoClock(),
                new SlotContents(engine.memory(), ports.listener()::block, settings.tiers()),
                sequence -> left.accept(sequence.requestId()),
                new AdmissionCap(
                        new StepPace(tuned.calibrated()),
                        new BatchCap(tuned.promisedItl(), engine.slots(), settings.stepTokens())),
                draft.map(model ->
                        new DraftModel(
                                model,
                                engine.config().vocabulary(),
                                settings.stepTokens(),
                                ports.nanoClock())),
                settings.stepsAhead());
    }

    private static Holding embedding(
            PreparedModel prepared,
            LoopSettings settings,
            LoopPorts ports,
            EnergyTap energy,
            Consumer<String> left) {
        EmbeddingEngine engine = ports.embedderLoader().apply(prepared);
        return new Embedding(
                new LoadedModel(
                        prepared,
                        engine.parameters(),
                        settings.embeddingRequests(),
                        engine.config().inputTokens()),
                engine,
                new EmbeddingBatch(
                        engine,
                        new EmbeddingPlanner(settings.stepTokens()),
                        settings.embeddingRequests(),
                        energy,
                        settings.energyBaseShare(),
                        ports.nanoClock(),
                        request -> left.accept(request.requestId())));
    }
}
