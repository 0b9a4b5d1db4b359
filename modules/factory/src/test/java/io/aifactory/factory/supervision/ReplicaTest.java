package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.v1.WorkerState;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    private static final SupervisionSettings SETTINGS =
            new SupervisionSettings(
                    Duration.ofMillis(5),
                    Duration.ofMillis(5),
                    2,
                    Duration.ofSeconds(20),
                    Backoff.fresh(Duration.ofMillis(1), Duration.ofMillis(2)),
                    Duration.ofSeconds(1));

    private final List<FakeProcess> launched = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> states = new LinkedBlockingQueue<>();
    private final Replica replica =
            new Replica(
                    "m-1",
                    new ReplicaSpec("m", Digest.of(new byte[0]), 4),
                    (id, spec) -> {
                        var process = new FakeProcess(launched.size() + 1);
                        launched.add(process);
                        return process;
                    },
                    (host, port) -> new FakeProbe(launched.get(port - 1)),
                    SETTINGS,
                    this::record);

    private void record() {
        states.add(replicaState());
    }

    private String replicaState() {
        return replica.view().state();
    }

    @AfterEach
    void stop() throws InterruptedException {
        replica.stop();
    }

    @Test
    void aKilledWorkerIsReplacedByANewOneWithAnotherId() throws InterruptedException {
        // Given a ready worker
        replica.start();
        awaitState("READY");
        assertEquals("m-1-1", replica.endpoint().orElseThrow().id());

        // When it is killed
        launched.getFirst().die();

        // Then the next one serves under a new id, and the loss is counted
        awaitState("RESTARTING");
        awaitState("READY");
        assertEquals("m-1-2", replica.endpoint().orElseThrow().id());
        assertEquals(1, replica.view().restarts());
    }

    @Test
    void aWorkerThatFallsSilentIsKilledAndReplaced() throws InterruptedException {
        replica.start();
        awaitState("READY");

        launched.getFirst().silent.set(true);

        awaitState("RESTARTING");
        awaitState("READY");
        assertFalse(launched.getFirst().isAlive());
        assertEquals("m-1-2", replica.endpoint().orElseThrow().id());
    }

    @Test
    void aStoppedReplicaLeavesNoProcessAndNoEndpoint() throws InterruptedException {
        replica.start();
        awaitState("READY");

        replica.stop();

        assertEquals("STOPPED", replica.view().state());
        assertTrue(replica.endpoint().isEmpty());
        assertTrue(launched.stream().noneMatch(FakeProcess::isAlive));
    }

    private void awaitState(String wanted) throws InterruptedException {
        String seen = states.poll(20, TimeUnit.SECONDS);
        while (seen != null && !seen.equals(wanted)) {
            seen = states.poll(20, TimeUnit.SECONDS);
        }
        assertEquals(wanted, seen, "state within 20 s");
    }

    private static final class FakeProcess implements WorkerProcess {
        private final int port;
        private final AtomicBoolean alive = new AtomicBoolean(true);
        private final AtomicBoolean silent = new AtomicBoolean();
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

        FakeProcess(int port) {
            this.port = port;
        }

        void die() {
            alive.set(false);
            listeners.forEach(Runnable::run);
        }

        @Override
        public long pid() {
            return port;
        }

        @Override
        public boolean isAlive() {
            return alive.get();
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.of(port);
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
            die();
        }
    }

    private record FakeProbe(FakeProcess process) implements WorkerProbe {
        @Override
        public WorkerStatus status(Duration timeout) {
            if (!process.isAlive() || process.silent.get()) {
                throw new WorkerUnreachable("silence", new IOException());
            }
            return WorkerStatus.newBuilder().setState(WorkerState.WORKER_STATE_READY).build();
        }

        @Override
        public void load(ReplicaSpec spec, Duration timeout) {}

        @Override
        public void close() {}
    }
}
