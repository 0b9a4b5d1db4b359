package io.aifactory.scheduler.generation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.dispatch.Lease;
import io.aifactory.scheduler.dispatch.Policy;
import io.aifactory.scheduler.dispatch.Ticket;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequenceStateTest {
    private final WorkerCall call = new WorkerCall((delta, consumed) -> {});

    @Test
    void onlyDeltasOfThePresentAttemptCountAndOnlyUntilItsEnd() {
        // Given the second attempt
        var running = new SequenceState.Running(1, call, lease());

        // Then
        assertTrue(running.takes(1));
        assertFalse(running.takes(0));

        // When
        call.cancel(Status.UNAVAILABLE);

        // Then
        assertFalse(running.takes(1));
    }

    private static Lease lease() {
        Dispatcher dispatcher = new Dispatcher(Policy.of(new LeastLoaded()), 1, System::nanoTime);
        dispatcher.workerReported("w", "m", "sha256:1", Set.of(), new WorkerReport(1, 0, 0), 0);
        var features = new RequestFeatures("r", "t", "m", 1, 1);
        return dispatcher.acquire(
                new Ticket(features, "sha256:1", Set.of()), Duration.ofSeconds(20), false);
    }
}
