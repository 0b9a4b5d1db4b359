package io.aifactory.inference.process;

import io.aifactory.inference.batching.StepLoop;
import io.aifactory.inference.model.AdapterWish;
import io.aifactory.inference.model.DraftWish;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.MemoryBudget;
import io.aifactory.inference.model.MemoryNeed;
import io.aifactory.inference.model.ModelLoading;
import io.aifactory.inference.model.ModelPreparer;
import io.aifactory.inference.model.PreparedModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Checks a model version on a thread of its own, then hands it to the device's thread. */
final class VerifiedLoading implements ModelLoading {
    private static final Logger LOG = Logger.getLogger(VerifiedLoading.class);

    private final ModelPreparer preparer;
    private final StepLoop loop;
    private final LoadSettings settings;
    private final Supplier<MemoryBudget> memoryBudget;
    private final Executor blocking;

    /**
     * @param memoryBudget what a model may take beside what the present one holds
     * @param blocking runs what reads files
     */
    VerifiedLoading(
            ModelPreparer preparer,
            StepLoop loop,
            LoadSettings settings,
            Supplier<MemoryBudget> memoryBudget,
            Executor blocking) {
        this.preparer = preparer;
        this.loop = loop;
        this.settings = settings;
        this.memoryBudget = memoryBudget;
        this.blocking = blocking;
    }

    @Override
    public CompletableFuture<LoadedModel> load(
            String name,
            String manifestDigest,
            List<AdapterWish> adapters,
            Optional<DraftWish> draft) {
        Optional<LoadedModel> present =
                loop.serving()
                        .filter(model -> model.name().equals(name))
                        .filter(model -> model.prepared().manifest().value().equals(manifestDigest))
                        .filter(model -> model.prepared().adapters().wishes().equals(adapters))
                        .filter(model -> model.prepared().draftWish().equals(draft));
        if (present.isPresent()) {
            return CompletableFuture.completedFuture(present.get());
        }
        return CompletableFuture.supplyAsync(
                        () -> fitting(preparer.prepare(name, manifestDigest, adapters, draft)),
                        blocking)
                .thenCompose(loop::load);
    }

    private PreparedModel fitting(PreparedModel model) {
        MemoryBudget budget = memoryBudget.get();
        PreparedModel chosen =
                model.in(settings.precisions(model.task(), budget.bytes(), p -> need(model.in(p))));
        need(chosen).requireWithin(budget);
        LOG.infof(
                "'%s' in %s %s",
                model.name(), chosen.precision(), need(chosen).fits(budget.bytes()));
        if (!chosen.alternatives().isEmpty()) {
            LOG.infof("'%s' may follow in %s for its SLO", model.name(), chosen.alternatives());
        }
        return chosen;
    }

    private MemoryNeed need(PreparedModel model) {
        return settings.need(model, settings.slots(), model.slotTokens(settings.slotTokens()));
    }
}
