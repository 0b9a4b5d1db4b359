package io.aifactory.schedulercore.admission;

import static io.aifactory.schedulercore.admission.QueuedRequests.DEFERS;
import static io.aifactory.schedulercore.admission.QueuedRequests.FIRST;
import static io.aifactory.schedulercore.admission.QueuedRequests.REFUSES;
import static io.aifactory.schedulercore.admission.QueuedRequests.inGroup;
import static io.aifactory.schedulercore.admission.QueuedRequests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.admission.Turn.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final long SECOND = 1_000_000_000L;

    private final FairQueue<String> queue = new FairQueue<>(QueueLimits.of(100));

    @Test
    void tenantsGetPlacesByTheirWeightsAndNotByWhatTheySend() {
        // Given a sends more than b, and c counts twice
        offer("a1 a2 a3 a4 a5 a6 a7 a8", "a", 1);
        offer("b1 b2", "b", 1);
        offer("c1 c2 c3 c4", "c", 2);

        // Then
        assertEquals("a1 b1 c1 c2 a2 b2 c3 c4 a3 a4 a5 a6 a7 a8", order(item -> Prospect.PLACE));
    }

    @Test
    void serviceCountsAndNotRequests() {
        queue.offer(request("long", "a", 1, DEFERS, 4, 0, SECOND), 0);
        queue.offer(request("later", "a", 1, DEFERS, 1, 0, 2 * SECOND), 0);
        offer("b1 b2 b3 b4 b5", "b", 1);
        assertEquals("long b1 b2 b3 b4 later b5", order(item -> Prospect.PLACE));
    }

    @Test
    void aChargeIsCorrectedWhenItsServiceIsKnown() {
        // Given a's request turned out to be three times as long, b's a third
        offer("a1 a2 a3", "a", 1);
        offer("b1 b2 b3", "b", 1);
        Charge a = served().charge();
        Charge b = served().charge();
        a.correctTo(2);
        a.close(3);
        a.close(99);
        b.correctTo(Double.NaN);
        b.correctTo(-1);
        b.close(1.0 / 3);

        // Then
        assertEquals(3, a.charged());
        assertEquals("b2 b3 a2 a3", order(item -> Prospect.PLACE));
    }

    @Test
    void nobodySavesUpWhileAwayAndDebtsAreRemembered() {
        // Given a was served 4 while b was away
        offer("a1 a2 a3 a4 a5 a6", "a", 1);
        for (int i = 0; i < 4; i++) {
            served().charge().close(1);
        }

        // When b comes
        offer("b1 b2 b3", "b", 1);

        // Then it takes turns, and does not get four in a row
        assertEquals("b1 a5 b2 a6 b3", order(item -> Prospect.PLACE));
    }

    @Test
    void whoLeavesWithARunningRequestPaysForItAfterwards() {
        // Given a's only request seemed short and runs long
        offer("a1", "a", 1);
        Charge charge = served().charge();
        offer("b1 b2 b3 b4", "b", 1);
        served().charge().close(1);
        served().charge().close(1);

        // When
        charge.close(4);
        offer("a2", "a", 1);

        // Then
        assertEquals("b3 b4 a2", order(item -> Prospect.PLACE));
    }

    @Test
    void inATenantTheEarliestDeadlineGoesFirstThenTheShortest() {
        queue.offer(request("late", "a", 1, DEFERS, 1, 0, 3 * SECOND), 0);
        queue.offer(request("long", "a", 1, DEFERS, 9, 0, 2 * SECOND), 0);
        queue.offer(request("short", "a", 1, DEFERS, 2, 0, 2 * SECOND + 1_000), 0);
        queue.offer(request("soon", "a", 1, DEFERS, 9, 0, SECOND), 0);
        queue.offer(request("none", "a", 1, DEFERS, 1, 0, QueuedRequest.UNBOUNDED), 0);
        assertEquals("soon short long late none", order(item -> Prospect.PLACE));
    }

    @Test
    void aLowerBandWaitsForAllHigherOnesThatHaveAPlace() {
        queue.offer(request("low", "a", 1, REFUSES, 1, 0, QueuedRequest.UNBOUNDED), 0);
        queue.offer(request("high1", "b", 1, FIRST, 5, 0, SECOND), 0);
        queue.offer(request("high2", "b", 1, FIRST, 5, 0, SECOND), 0);
        assertEquals(
                "high1 low high2",
                order(item ->
                        item.equals("high2") && queue.size() > 1
                                ? Prospect.NOT_FOR_THIS
                                : Prospect.PLACE));
    }

    @Test
    void whoHasNoPlaceHoldsUpNobodyAndKeepsItsTurn() {
        // Given model m is busy
        queue.offer(inGroup("m1", "a", "m"), 0);
        queue.offer(inGroup("m2", "a", "m"), 0);
        queue.offer(inGroup("n1", "b", "n"), 0);
        queue.offer(inGroup("n2", "b", "n"), 0);
        List<String> asked = new ArrayList<>();

        // When
        Function<String, Prospect> outlook =
                item -> {
                    asked.add(item);
                    return item.startsWith("m") ? Prospect.NOT_FOR_ITS_GROUP : Prospect.PLACE;
                };

        // Then the others go on, and one question tells of the whole group
        assertEquals("n1", served(outlook).request().item());
        assertEquals(List.of("m1", "n1"), asked);
        assertEquals("n2", served(outlook).request().item());
        assertEquals(Optional.empty(), queue.poll(outlook, 0));
        assertEquals("m1 m2", order(item -> Prospect.PLACE));
    }

    @Test
    void nobodyIsAskedAnyMoreOnceThereIsNoPlaceAtAll() {
        offer("a1 a2", "a", 1);
        offer("b1", "b", 1);
        List<String> asked = new ArrayList<>();
        queue.poll(
                item -> {
                    asked.add(item);
                    return Prospect.NOT_AT_ALL;
                },
                0);
        assertEquals(List.of("a1"), asked);
        assertEquals(3, queue.size());
    }

    @Test
    void aPromiseThatCannotBeKeptIsRefusedDeferredOrStretchedByClass() {
        // Given bounds of 1 s and a first token in 2 s, which the stretched bound of 3 s allows
        queue.offer(request("refused", "a", 1, REFUSES, 1, 0, SECOND), 0);
        queue.offer(request("deferred", "a", 1, DEFERS, 1, 0, SECOND), 0);
        queue.offer(request("stretched", "a", 1, FIRST, 1, 0, SECOND), 0);
        queue.offer(request("kept", "b", 1, REFUSES, 1, 0, 2 * SECOND), 0);
        Function<String, Prospect> inTwoSeconds = item -> Prospect.inMillis(2_000);

        // Then
        Turn.Serve<String> stretched = served(inTwoSeconds);
        assertEquals("stretched", stretched.request().item());
        assertEquals(Promise.DEGRADED, stretched.promise());
        assertEquals(
                "refused",
                assertInstanceOf(Turn.Refuse.class, queue.poll(inTwoSeconds, 0).orElseThrow())
                        .request()
                        .item());
        assertEquals("kept", served(inTwoSeconds).request().item());
        Turn.Serve<String> deferred = served(inTwoSeconds);
        assertEquals("deferred", deferred.request().item());
        assertEquals(Promise.LATE, deferred.promise());
    }

    @Test
    void aStretchedPromiseThatCannotBeKeptEitherIsDeferred() {
        queue.offer(request("hopeless", "a", 1, FIRST, 1, 0, SECOND), 0);
        queue.offer(request("overdue", "a", 1, FIRST, 1, 0, -SECOND), 0);
        queue.offer(request("low", "b", 1, REFUSES, 1, 0, QueuedRequest.UNBOUNDED), 0);
        Function<String, Prospect> inFour = item -> Prospect.inMillis(4_000);
        assertEquals("low", served(inFour).request().item());
        assertEquals(Promise.LATE, served(inFour).promise());
        assertTrue(queue.remove("hopeless"));
        assertTrue(queue.isEmpty());
    }

    @Test
    void withoutAPredictionNoPromiseIsBroken() {
        queue.offer(request("a1", "a", 1, REFUSES, 1, 0, 1), 0);
        assertEquals(Promise.KEPT, served(item -> Prospect.inMillis(Double.NaN)).promise());
    }

    @Test
    void whoLostItsWorkerGoesFirstIsNeverRefusedAndPaysOnce() {
        // Given a full queue
        FairQueue<String> full = new FairQueue<>(new QueueLimits(1, 1, 1, 1, 1));
        full.offer(request("waits", "a", 1, FIRST, 1, 5, SECOND), 5);

        // When
        full.readmit(request("younger", "b", 1, REFUSES, 1, 4, -1), 5);
        full.readmit(request("older", "b", 1, REFUSES, 1, 3, -1), 5);

        // Then
        for (String expected : List.of("older", "younger", "waits")) {
            Turn<String> turn = full.poll(item -> Prospect.inMillis(1), 6).orElseThrow();
            Turn.Serve<String> serve = serve(turn);
            assertEquals(expected, serve.request().item());
            assertEquals(expected.equals("waits") ? 1 : 0, serve.charge().charged());
        }
    }

    private void offer(String items, String tenant, double weight) {
        for (String item : items.split(" ", -1)) {
            queue.offer(request(item, tenant, weight, DEFERS, 1, 0, QueuedRequest.UNBOUNDED), 0);
        }
    }

    private Turn.Serve<String> served() {
        return served(item -> Prospect.PLACE);
    }

    private Turn.Serve<String> served(Function<String, Prospect> outlook) {
        Turn<String> turn = queue.poll(outlook, 0).orElseThrow();
        return serve(turn);
    }

    private static Turn.Serve<String> serve(Turn<String> turn) {
        return switch (turn) {
            case Turn.Serve<String> serve -> serve;
            case Turn.Refuse<String> refused -> throw new AssertionError(refused);
        };
    }

    private String order(Function<String, Prospect> outlook) {
        List<String> order = new ArrayList<>();
        while (!queue.isEmpty()) {
            order.add(served(outlook).request().item());
        }
        return String.join(" ", order);
    }
}
