package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.aifactory.contracts.retry.Backoff;
import io.aifactory.contracts.worker.WorkerEndpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplicaStateTest {
    private static final WorkerEndpoint ENDPOINT = new WorkerEndpoint("w-1", "127.0.0.1", 1, "m");
    private static final Backoff BACKOFF =
            Backoff.fresh(Duration.ofMillis(200), Duration.ofSeconds(30));

    @Test
    void aWorkerThatMissesMoreChecksThanAllowedIsReplaced() {
        // Given a ready worker of which two missed checks are forgiven
        ReplicaState state = new ReplicaState.Starting("w-1", BACKOFF).ready(ENDPOINT);

        // When it misses three
        for (int i = 0; i < 2; i++) {
            state = assertInstanceOf(ReplicaState.Ready.class, state).missed(2);
            assertEquals("UNWELL", state.label());
        }
        state = assertInstanceOf(ReplicaState.Ready.class, state).missed(2);

        // Then it waits for its restart
        var waiting = assertInstanceOf(ReplicaState.Waiting.class, state);
        assertEquals("no answer to 3 health checks", waiting.reason());
        assertEquals(Duration.ofMillis(200), waiting.backoff().delay());
    }

    @Test
    void anAnswerMakesUpForMissedChecks() {
        var unwell = new ReplicaState.Ready(ENDPOINT, 2, BACKOFF.afterFailure());

        assertEquals(new ReplicaState.Ready(ENDPOINT, 0, BACKOFF), unwell.answered());
    }

    @Test
    void aWorkerThatCannotStartWaitsLongerEachTime() {
        var first = new ReplicaState.Starting("w-1", BACKOFF).failed("no");
        var second = first.retry("w-2").failed("no");

        assertEquals(Duration.ofMillis(400), second.backoff().delay());
    }
}
