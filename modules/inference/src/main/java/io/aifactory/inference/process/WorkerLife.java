package io.aifactory.inference.process;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.InferenceConfig;
import io.aifactory.inference.batching.StepLoop;
import io.aifactory.inference.model.AdapterWish;
import io.aifactory.inference.model.DraftWish;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.ModelLoading;
import io.aifactory.inference.model.PreparedDraft;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** From the start of the process to its end. */
@Singleton
class WorkerLife {
    private static final Logger LOG = Logger.getLogger(WorkerLife.class);
    private static final Duration LAST_STEP = Duration.ofSeconds(5);

    private final InferenceConfig config;
    private final StepLoop loop;
    private final ModelLoading loading;
    private final WorkerMetrics metrics;
    private final ProcessEnd end;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    WorkerLife(
            InferenceConfig config,
            StepLoop loop,
            ModelLoading loading,
            WorkerMetrics metrics,
            ProcessEnd end) {
        this.config = config;
        this.loop = loop;
        this.loading = loading;
        this.metrics = metrics;
        this.end = end;
    }

    /** Completes when the start-up model is loaded, or at once where none is configured. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    void start(@Observes StartupEvent event) {
        if (config.modelName().isPresent() != config.modelManifest().isPresent()) {
            throw new IllegalArgumentException(
                    "aifactory.inference.model-name and model-manifest must be given together");
        }
        config.parentPid().ifPresent(pid -> ParentWatch.watch(pid, end));
        metrics.observe(loop);
        loop.start();
        if (config.modelName().isEmpty()) {
            ready.complete(null);
            return;
        }
        String name = config.modelName().orElseThrow();
        List<AdapterWish> adapters =
                config.adapters().stream().flatMap(List::stream).map(AdapterWish::parse).toList();
        var _ =
                loading.load(
                                name,
                                config.modelManifest().orElseThrow(),
                                adapters,
                                config.draft().map(DraftWish::parse))
                        .whenComplete(this::loaded);
    }

    private void loaded(LoadedModel model, Throwable failure) {
        if (failure == null) {
            LOG.infof(
                    "Serving '%s': %d parameters, %d adapters, draft model %s, %d slots of %d tokens",
                    model.name(),
                    model.parameters(),
                    model.prepared().adapters().all().size(),
                    model.prepared().draft().map(PreparedDraft::name).orElse("none"),
                    model.slots(),
                    model.slotTokens());
            ready.complete(null);
        } else {
            Throwable cause = ExitCode.cause(failure);
            if (cause instanceof FactoryException known) {
                LOG.errorf("The start-up model cannot be loaded: %s", known.message());
                LOG.debug("Cause", known);
            } else {
                LOG.error("The start-up model cannot be loaded", cause);
            }
            end.end(ExitCode.afterLoading(failure));
        }
    }

    void drain(@Observes ShutdownEvent event) throws InterruptedException {
        loop.drain();
        if (!loop.awaitEnd(config.drainLimit())) {
            LOG.warnf("Sequences still run after %s; they are cut off", config.drainLimit());
            loop.stop();
            loop.awaitEnd(LAST_STEP);
        }
    }
}
