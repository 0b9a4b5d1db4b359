package io.aifactory.factory.supervision;

import io.aifactory.contracts.retry.Backoff;
import io.aifactory.contracts.worker.v1.WorkerState;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Worker processes that are none: each is reached at the port that is its number, from 1. */
public final class FakeWorkers {
    /** What each of them says that it computes on. */
    public static final String DEVICE = "cuda:0";

    public static final Duration DRAIN_TIME = Duration.ofMillis(900);
    public static final Duration KILL_TIME = Duration.ofMillis(500);

    private static final SupervisionSettings SETTINGS =
            new SupervisionSettings(
                    Duration.ofMillis(5),
                    Duration.ofMillis(5),
                    2,
                    Duration.ofSeconds(20),
                    Backoff.fresh(Duration.ofMillis(1), Duration.ofMillis(2)),
                    DRAIN_TIME,
                    KILL_TIME);

    private final List<FakeProcess> processes = new CopyOnWriteArrayList<>();
    private volatile String refusal = "";
    private volatile WorkerStatus answer = WorkerStatus.getDefaultInstance();
    private volatile int room = Integer.MAX_VALUE;
    private volatile boolean portsSecret;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile CountDownLatch loading = new CountDownLatch(1);

    /** Makes replicas of such workers; nobody writes down what happens to them. */
    public Replicas replicas() {
        return replicas(change -> {});
    }

    /** Makes replicas of such workers. */
    public Replicas replicas(WorkerHistory history) {
        return replicas(history, List.of());
    }

    /** Makes replicas of such workers on these devices. */
    public Replicas replicas(WorkerHistory history, List<WorkerDevice> devices) {
        return new Replicas(
                (id, spec) -> {
                    var process = new FakeProcess(processes.size() + 1, spec);
                    processes.add(process);
                    return process;
                },
                (host, port) -> new FakeProbe(processes.get(port - 1)),
                SETTINGS,
                history,
                devices);
    }

    /** All that were ever started, in this order. */
    public List<FakeProcess> processes() {
        return processes;
    }

    /** What workers say of themselves from now on. */
    public void answer(WorkerStatus status) {
        answer = status;
    }

    /** From now on no worker loads its model; empty = they do again. */
    public void refuse(String reason) {
        refuseBeyond(0, reason);
    }

    /** From now on a worker loads its model only if no more than so many are alive. */
    public void refuseBeyond(int processesAlive, String reason) {
        room = processesAlive;
        refusal = reason;
    }

    /** From now on no worker says where it is reached: it stays at its start. */
    public void keepPortsSecret() {
        portsSecret = true;
    }

    /** From now on loading a model waits for {@link #goOnLoading}. */
    public void holdLoading() {
        gate = new CountDownLatch(1);
        loading = new CountDownLatch(1);
    }

    /** Returns when a worker loads its model. */
    public void awaitLoading() {
        await(loading);
    }

    public void goOnLoading() {
        gate.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing within 20 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One of them. */
    public final class FakeProcess implements WorkerProcess {
        private final int port;
        private final ReplicaSpec spec;
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
        private volatile boolean alive = true;
        private volatile boolean silent;
        private final List<Duration> graces = new CopyOnWriteArrayList<>();

        FakeProcess(int port, ReplicaSpec spec) {
            this.port = port;
            this.spec = spec;
        }

        public ReplicaSpec spec() {
            return spec;
        }

        /** How long it was given to end, each time it was told to. */
        public List<Duration> graces() {
            return graces;
        }

        public void die() {
            alive = false;
            listeners.forEach(Runnable::run);
        }

        public void fallSilent() {
            silent = true;
        }

        @Override
        public long pid() {
            return port;
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public OptionalInt port() {
            return portsSecret ? OptionalInt.empty() : OptionalInt.of(port);
        }

        @Override
        public boolean gaveUp() {
            return false;
        }

        @Override
        public String epitaph() {
            return "it died";
        }

        @Override
        public void onExit(Runnable action) {
            listeners.add(action);
        }

        @Override
        public void stop(Duration grace) {
            graces.add(grace);
            die();
        }
    }

    private final class FakeProbe implements WorkerProbe {
        private final FakeProcess process;

        FakeProbe(FakeProcess process) {
            this.process = process;
        }

        @Override
        public WorkerStatus status(Duration timeout) {
            if (!process.alive || process.silent) {
                throw new WorkerUnreachable("silence", new IOException());
            }
            return answer.toBuilder()
                    .setState(WorkerState.WORKER_STATE_READY)
                    .setDevice(DEVICE)
                    .build();
        }

        @Override
        public void load(ReplicaSpec spec, Duration timeout) {
            loading.countDown();
            await(gate);
            long alive = processes.stream().filter(FakeProcess::isAlive).count();
            if (!refusal.isEmpty() && alive > room) {
                throw new ModelRefused(refusal, new IOException());
            }
        }

        @Override
        public void close() {}
    }
}
