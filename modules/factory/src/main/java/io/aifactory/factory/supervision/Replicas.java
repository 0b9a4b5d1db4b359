package io.aifactory.factory.supervision;

import io.aifactory.contracts.retry.Backoff;
import io.aifactory.economics.nvidia.NvidiaSurvey;
import io.aifactory.economics.nvidia.VisibleDevices;
import io.aifactory.factory.FactoryConfig;
import io.aifactory.service.StorageConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes replicas that run as JVMs on this machine, with the configured devices and times. */
@ApplicationScoped
public class Replicas {
    /** For the last step, and for the JVM to end. */
    private static final Duration END_TIME = Duration.ofSeconds(10);

    private static final Duration KILL_TIME = Duration.ofSeconds(5);

    private final WorkerLauncher launcher;
    private final WorkerProbe.Factory probes;
    private final SupervisionSettings settings;
    private final WorkerHistory history;
    private final DeviceSpread spread;

    @Inject
    Replicas(FactoryConfig config, StorageConfig storage, WorkerHistory history) {
        this(
                new JvmWorkerLauncher(config, storage.root()),
                GrpcWorkerProbe::new,
                settings(config.worker()),
                history,
                devices(config.worker()));
    }

    Replicas(
            WorkerLauncher launcher,
            WorkerProbe.Factory probes,
            SupervisionSettings settings,
            WorkerHistory history,
            List<WorkerDevice> devices) {
        this.launcher = launcher;
        this.probes = probes;
        this.settings = settings;
        this.history = history;
        this.spread = new DeviceSpread(devices);
    }

    /** The driver is asked only where somebody wants to know. */
    private static List<WorkerDevice> devices(FactoryConfig.Workers worker) {
        return worker.devices()
                .map(setting ->
                        DeviceSetting.devices(
                                setting,
                                Optional.ofNullable(System.getenv(VisibleDevices.VARIABLE)),
                                NvidiaSurvey.take().devices()))
                .orElse(List.of());
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
     * Several of one kind, spread over the devices.
     *
     * @param prefix of their names, unique among calls
     * @param present what holds devices now
     * @param changed called after each change of state of any of them
     */
    public List<Replica> replicas(
            String prefix, ReplicaSpec spec, int count, LiveWorkers present, Runnable changed) {
        List<Optional<WorkerDevice>> devices = spread.choose(spec.name(), count, present.placed());
        return IntStream.range(0, count)
                .mapToObj(i -> replica(prefix + "-" + (i + 1), spec.on(devices.get(i)), changed))
                .toList();
    }

    /**
     * @param name unique among replicas
     * @param changed called after each change of state
     */
    public Replica replica(String name, ReplicaSpec spec, Runnable changed) {
        return new Replica(name, spec, launcher, probes, settings, history, changed);
    }
}
