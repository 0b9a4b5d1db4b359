package io.aifactory.scheduler.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.error.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestProgressTest {
    private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");

    private final List<RequestEvent> events = new ArrayList<>();
    private final RequestProgress progress =
            new RequestProgress("r", Clock.fixed(NOW, ZoneOffset.UTC), events::add);

    @Test
    void everyChangeLeavesAnEvent() {
        // When two sequences get slots, one of them twice
        progress.slotGiven("w1");
        progress.slotGiven("w2");
        progress.slotGiven("w3");
        progress.finished();

        // Then
        assertEquals(
                List.of(
                        new RequestEvent("r", NOW, RequestState.Name.QUEUED, ""),
                        new RequestEvent("r", NOW, RequestState.Name.RUNNING, "w1"),
                        new RequestEvent("r", NOW, RequestState.Name.FINISHED, "")),
                events);
        assertEquals(new RequestState.Finished(), progress.ended());
    }

    @Test
    void theFirstEndCounts() {
        progress.slotGiven("w1");
        progress.cancelled();

        progress.failed(ErrorCode.UNAVAILABLE);
        progress.finished();
        progress.slotGiven("w2");

        assertEquals(new RequestState.Cancelled(), progress.ended());
        assertEquals(3, events.size());
    }

    @Test
    void whatNeverHadASlotCannotFinish() {
        progress.finished();
        assertEquals(new RequestState.Queued(), progress.state());

        progress.failed(ErrorCode.QUEUE_FULL);
        assertEquals(new RequestState.Failed(ErrorCode.QUEUE_FULL), progress.ended());
        assertEquals("queue_full", events.getLast().detail());
        assertEquals(2, events.size());
    }

    @Test
    void aRequestThatEndsForAnUnknownReasonHasFailedOnce() {
        progress.slotGiven("w1");

        assertEquals(new RequestState.Failed(ErrorCode.INTERNAL), progress.ended());
        assertEquals(new RequestState.Failed(ErrorCode.INTERNAL), progress.ended());
        assertEquals(3, events.size());
    }
}
