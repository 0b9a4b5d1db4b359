package io.aifactory.factory.supervision;

import io.aifactory.contracts.worker.WorkerEndpoint;
import io.aifactory.contracts.worker.v1.WorkerState;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.factory.supervision.WorkerProbe.ModelRefused;
import io.aifactory.factory.supervision.WorkerProbe.WorkerUnreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one worker process serving one model. A virtual thread of its own waits for what happens:
 * the process ends, a check is due, somebody suspects it, or it is to stop.
 */
public final class Replica {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration ANNOUNCE_POLL = Duration.ofMillis(20);

    private final String name;
    private final ReplicaSpec spec;
    private final WorkerLauncher launcher;
    private final WorkerProbe.Factory probes;
    private final SupervisionSettings settings;
    private final ReplicaStanding standing;
    private final Semaphore wakeUp = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable WorkerProcess process;
    private volatile @Nullable Thread thread;
    private int launches = 1;

    /**
     * @param name unique among replicas; worker ids are made from it
     * @param history hears of each change of {@link #view()}'s state, first of that to STARTING
     * @param changed called after each change of {@link #view()}'s state, from the replica's thread
     */
    public Replica(
            String name,
            ReplicaSpec spec,
            WorkerLauncher launcher,
            WorkerProbe.Factory probes,
            SupervisionSettings settings,
            WorkerHistory history,
            Runnable changed) {
        this.name = name;
        this.spec = spec;
        this.launcher = launcher;
        this.probes = probes;
        this.settings = settings;
        var first = new ReplicaState.Starting(name + "-1", settings.backoff());
        this.standing = new ReplicaStanding(name, spec, first, history, changed);
    }

    public void start() {
        standing.begin();
        thread = Thread.ofVirtual().name("replica-" + name).start(this::run);
    }

    public ReplicaView view() {
        return standing.view();
    }

    /** What it serves, and on which device. */
    ReplicaSpec spec() {
        return spec;
    }

    /** Whether it has given up: no worker of this kind can load the model. */
    public boolean hasFailed() {
        return standing.state() instanceof ReplicaState.Failed;
    }

    /** Where to send requests; empty unless the worker is ready. */
    public Optional<WorkerEndpoint> endpoint() {
        return standing.state() instanceof ReplicaState.Ready ready
                ? Optional.of(ready.endpoint())
                : Optional.empty();
    }

    /** Checks the worker's health now instead of at the next tick. */
    public void suspect() {
        wakeUp.release();
    }

    /** Ends the process for good, after what it generates; returns when it is gone. */
    public void stop() throws InterruptedException {
        stopping = true;
        wakeUp.release();
        WorkerProcess running = process;
        if (running != null) {
            running.stop(settings.drainTime());
        }
        Thread own = thread;
        if (own != null) {
            own.join(settings.drainTime());
        }
    }

    private void run() {
        try {
            while (!stopping) {
                switch (standing.state()) {
                    case ReplicaState.Waiting waiting -> {
                        pause(waiting.backoff().delay());
                        if (!stopping) {
                            launches++;
                            become(waiting.retry(name + "-" + launches));
                        }
                    }
                    case ReplicaState.Starting starting -> {
                        ReplicaState served = serve(starting);
                        // A start that a stop cut short has not failed.
                        if (!stopping) {
                            become(served);
                        }
                    }
                    case ReplicaState.Ready ready ->
                            become(ready.lost("the supervision of this worker was interrupted"));
                    case ReplicaState.Failed _ -> wakeUp.acquire();
                    case ReplicaState.Stopped _ -> stopping = true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
            become(new ReplicaState.Stopped());
        }
    }

    /** From the start of a process to its end. */
    private ReplicaState serve(ReplicaState.Starting starting) throws InterruptedException {
        long deadline = System.nanoTime() + settings.startTimeout().toNanos();
        try {
            WorkerProcess launched = launcher.launch(starting.workerId(), spec);
            process = launched;
            launched.onExit(wakeUp::release);
            OptionalInt port = awaitPort(launched, deadline);
            if (port.isEmpty()) {
                return launched.isAlive()
                        ? starting.failed("it did not start within " + settings.startTimeout())
                        : ended(starting, launched);
            }
            try (WorkerProbe probe = probes.open(LOOPBACK, port.getAsInt())) {
                probe.load(spec, remaining(deadline));
                var endpoint =
                        new WorkerEndpoint(
                                starting.workerId(), LOOPBACK, port.getAsInt(), spec.name());
                return watch(starting.ready(endpoint), launched, probe);
            }
        } catch (ModelRefused e) {
            return starting.refused(String.valueOf(e.getMessage()));
        } catch (IOException | WorkerUnreachable e) {
            WorkerProcess launched = process;
            return launched != null && !launched.isAlive()
                    ? ended(starting, launched)
                    : starting.failed(String.valueOf(e.getMessage()));
        } finally {
            end();
        }
    }

    private static ReplicaState ended(ReplicaState.Starting starting, WorkerProcess launched) {
        return launched.gaveUp()
                ? starting.refused(launched.epitaph())
                : starting.failed(launched.epitaph());
    }

    private ReplicaState watch(ReplicaState.Ready ready, WorkerProcess launched, WorkerProbe probe)
            throws InterruptedException {
        ReplicaState now = ready;
        TokenRate rate = TokenRate.starting(System.nanoTime());
        while (now instanceof ReplicaState.Ready current && !stopping) {
            if (!launched.isAlive()) {
                return current.lost(launched.epitaph());
            }
            try {
                WorkerStatus status = probe.status(settings.checkTimeout());
                rate = rate.reading(status.getGeneratedTokensTotal(), System.nanoTime());
                now =
                        status.getState() == WorkerState.WORKER_STATE_READY
                                ? current.answered()
                                : current.missed(settings.failuresAllowed());
                standing.answered(now, status, rate, launched.pid());
            } catch (WorkerUnreachable e) {
                now =
                        launched.isAlive()
                                ? current.missed(settings.failuresAllowed())
                                : current.lost(launched.epitaph());
                become(now);
            }
            if (now instanceof ReplicaState.Ready) {
                pause(settings.checkEvery());
            }
        }
        return now;
    }

    private OptionalInt awaitPort(WorkerProcess launched, long deadline)
            throws InterruptedException {
        while (!stopping && launched.isAlive() && System.nanoTime() < deadline) {
            OptionalInt port = launched.port();
            if (port.isPresent()) {
                return port;
            }
            pause(ANNOUNCE_POLL);
        }
        return OptionalInt.empty();
    }

    /** Waits, but no longer than until something happens. */
    private void pause(Duration time) throws InterruptedException {
        if (wakeUp.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS)) {
            wakeUp.drainPermits();
        }
    }

    private void end() {
        WorkerProcess running = process;
        if (running != null) {
            running.stop(stopping ? settings.drainTime() : settings.killTime());
            process = null;
        }
    }

    private void become(ReplicaState next) {
        WorkerProcess running = process;
        standing.become(
                next,
                running != null && running.isAlive()
                        ? OptionalLong.of(running.pid())
                        : OptionalLong.empty());
    }

    private static Duration remaining(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }
}
