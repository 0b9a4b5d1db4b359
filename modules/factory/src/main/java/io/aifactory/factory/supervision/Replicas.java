package io.aifactory.factory.supervision;

import io.aifactory.contracts.retry.Backoff;
import io.aifactory.factory.FactoryConfig;
import io.aifactory.service.StorageConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Makes replicas that run as JVMs on this machine, with the configured times. */
@ApplicationScoped
public class Replicas {
    /** For the last step, and for the JVM to end. */
    private static final Duration END_TIME = Duration.ofSeconds(10);

    private static final Duration KILL_TIME = Duration.ofSeconds(5);

    private final WorkerLauncher launcher;
    private final WorkerProbe.Factory probes;
    private final SupervisionSettings settings;
    private final WorkerHistory history;

    @Inject
    Replicas(FactoryConfig config, StorageConfig storage, WorkerHistory history) {
        this(
                new JvmWorkerLauncher(config, storage.root()),
                GrpcWorkerProbe::new,
                settings(config.worker()),
                history);
    }

    Replicas(
            WorkerLauncher launcher,
            WorkerProbe.Factory probes,
            SupervisionSettings settings,
            WorkerHistory history) {
        this.launcher = launcher;
        this.probes = probes;
        this.settings = settings;
        this.history = history;
    }

    private static SupervisionSettings settings(FactoryConfig.Workers worker) {
        return new SupervisionSettings(
                worker.checkEvery(),
                worker.checkTimeout(),
                worker.failuresAllowed(),
                worker.startTimeout(),
                Backoff.fresh(worker.backoff(), worker.backoffLimit()),
                worker.drainLimit().plus(END_TIME),
                KILL_TIME);
    }

    /**
     * @param name unique among replicas
     * @param changed called after each change of state
     */
    public Replica replica(String name, ReplicaSpec spec, Runnable changed) {
        return new Replica(name, spec, launcher, probes, settings, history, changed);
    }
}
