package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.aifactory.contracts.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplicaHistoryTest {
    private static final Digest MANIFEST = Digest.of(new byte[] {1});

    private final FakeWorkers workers = new FakeWorkers();
    private final BlockingQueue<WorkerChange> changes = new LinkedBlockingQueue<>();
    private final Replica replica =
            workers.replicas(changes::add)
                    .replica("m-1", new ReplicaSpec("m", MANIFEST, 4), () -> {});

    @Test
    void aLossAndTheReturnAreTakenDownInTheirOrder() throws InterruptedException {
        // Given
        replica.start();
        List<WorkerChange> seen = new ArrayList<>(next(2));

        // When its process dies, and it is stopped after it has come back
        workers.processes().getFirst().die();
        seen.addAll(next(3));
        replica.stop();
        seen.addAll(next(1));

        // Then
        assertEquals(
                List.of(
                        change("m-1-1", "STARTING", "", OptionalLong.empty(), 0),
                        change("m-1-1", "READY", "", OptionalLong.of(1), 0),
                        change("m-1-1", "RESTARTING", "it died", OptionalLong.empty(), 1),
                        change("m-1-2", "STARTING", "", OptionalLong.empty(), 1),
                        change("m-1-2", "READY", "", OptionalLong.of(2), 1),
                        change("m-1-2", "STOPPED", "", OptionalLong.empty(), 1)),
                seen);
        assertEquals(0, changes.size());
    }

    @Test
    void aStartThatAStopCutsShortIsNotTakenDownAsAFailure() throws InterruptedException {
        // Given a worker that has not said yet where it is reached
        workers.keepPortsSecret();
        replica.start();
        List<WorkerChange> seen = new ArrayList<>(next(1));

        // When
        replica.stop();
        seen.addAll(next(1));

        // Then
        assertEquals(
                List.of(
                        change("m-1-1", "STARTING", "", OptionalLong.empty(), 0),
                        change("m-1-1", "STOPPED", "", OptionalLong.empty(), 0)),
                seen);
        assertEquals(0, changes.size());
    }

    @Test
    void aModelThatCannotBeLoadedIsTakenDownWithItsReason() throws InterruptedException {
        workers.refuse("The model needs 9 MiB; 1 MiB are there.");

        replica.start();

        assertEquals(
                List.of(
                        change("m-1-1", "STARTING", "", OptionalLong.empty(), 0),
                        change(
                                "m-1-1",
                                "FAILED",
                                "The model needs 9 MiB; 1 MiB are there.",
                                OptionalLong.empty(),
                                0)),
                next(2));
        replica.stop();
    }

    private static WorkerChange change(
            String workerId, String state, String reason, OptionalLong pid, int restarts) {
        return new WorkerChange("m-1", "m", MANIFEST, workerId, state, reason, pid, restarts);
    }

    private List<WorkerChange> next(int count) throws InterruptedException {
        var next = new ArrayList<WorkerChange>();
        while (next.size() < count) {
            WorkerChange change = changes.poll(20, TimeUnit.SECONDS);
            assertNotNull(change, "only " + next);
            next.add(change);
        }
        return next;
    }
}
