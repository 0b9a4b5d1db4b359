package io.aifactory.inference.process;

import io.aifactory.inference.batching.StepLoop;
import io.aifactory.inference.model.AdapterWish;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.MemoryNeed;
import io.aifactory.inference.model.ModelLoading;
import io.aifactory.inference.model.ModelPreparer;
import io.aifactory.inference.model.PreparedModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/** Checks a model version on a thread of its own, then hands it to the device's thread. */
final class VerifiedLoading implements ModelLoading {
    private static final Logger LOG = Logger.getLogger(VerifiedLoading.class);

    private final ModelPreparer preparer;
    private final StepLoop loop;
    private final LoadSettings settings;
    private final LongSupplier memoryBudget;
    private final Executor blocking;

    /**
     * @param memoryBudget bytes that a model may take beside what the present one holds
     * @param blocking runs what reads files
     */
    VerifiedLoading(
            ModelPreparer preparer,
            StepLoop loop,
            LoadSettings settings,
            LongSupplier memoryBudget,
            Executor blocking) {
        this.preparer = preparer;
        this.loop = loop;
        this.settings = settings;
        this.memoryBudget = memoryBudget;
        this.blocking = blocking;
    }

    @Override
    public CompletableFuture<LoadedModel> load(
            String name, String manifestDigest, List<AdapterWish> adapters) {
        Optional<LoadedModel> present =
                loop.serving()
                        .filter(model -> model.name().equals(name))
                        .filter(model -> model.prepared().manifest().value().equals(manifestDigest))
                        .filter(model -> model.prepared().adapters().wishes().equals(adapters));
        if (present.isPresent()) {
            return CompletableFuture.completedFuture(present.get());
        }
        return CompletableFuture.supplyAsync(
                        () -> prepare(name, manifestDigest, adapters), blocking)
                .thenCompose(loop::load);
    }

    private PreparedModel prepare(String name, String manifestDigest, List<AdapterWish> adapters) {
        PreparedModel model = preparer.prepare(name, manifestDigest, adapters);
        long budget = memoryBudget.getAsLong();
        PreparedModel chosen =
                model.in(settings.precisions(model.task(), budget, p -> need(model.in(p))));
        need(chosen).requireWithin(budget);
        LOG.infof("'%s' in %s %s", name, chosen.precision(), need(chosen).fits(budget));
        if (!chosen.alternatives().isEmpty()) {
            LOG.infof("'%s' may follow in %s for its SLO", name, chosen.alternatives());
        }
        return chosen;
    }

    private MemoryNeed need(PreparedModel model) {
        return settings.need(model, settings.slots(), model.slotTokens(settings.slotTokens()));
    }
}
