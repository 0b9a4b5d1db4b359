package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    private final FakeWorkers workers = new FakeWorkers();
    private final BlockingQueue<String> states = new LinkedBlockingQueue<>();
    private final Replica replica =
            workers.replicas()
                    .replica("m-1", new ReplicaSpec("m", Digest.of(new byte[0]), 4), this::record);

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
        workers.processes().getFirst().die();

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

        workers.processes().getFirst().fallSilent();

        awaitState("RESTARTING");
        awaitState("READY");
        assertEquals(List.of(FakeWorkers.KILL_TIME), workers.processes().getFirst().graces());
        assertEquals("m-1-2", replica.endpoint().orElseThrow().id());
    }

    @Test
    void aModelThatCannotBeLoadedIsNotTriedAgain() throws InterruptedException {
        // Given
        String refusal = "The model needs 9 MiB; 1 MiB are there.";
        workers.refuse(refusal);

        // When
        replica.start();

        // Then its state says why, there is no process, and none comes however often it is checked
        awaitState("FAILED");
        assertTrue(replica.hasFailed());
        assertEquals(refusal, replica.view().reason());
        replica.suspect();
        replica.stop();
        assertEquals(List.of("STOPPED"), List.copyOf(states));
        assertEquals(1, workers.processes().size());
        assertFalse(workers.processes().getFirst().isAlive());
    }

    @Test
    void aStoppedReplicaLeavesNoProcessAndNoEndpoint() throws InterruptedException {
        replica.start();
        awaitState("READY");

        replica.stop();

        assertEquals(
                Set.of(FakeWorkers.DRAIN_TIME),
                Set.copyOf(workers.processes().getFirst().graces()));
        assertEquals("STOPPED", replica.view().state());
        assertTrue(replica.endpoint().isEmpty());
        assertTrue(workers.processes().stream().noneMatch(WorkerProcess::isAlive));
    }

    private void awaitState(String wanted) throws InterruptedException {
        String seen = states.poll(20, TimeUnit.SECONDS);
        while (seen != null && !seen.equals(wanted)) {
            seen = states.poll(20, TimeUnit.SECONDS);
        }
        assertEquals(wanted, seen, "state within 20 s");
    }
}
