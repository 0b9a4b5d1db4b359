package io.aifactory.schedulercore.admission;

import static io.aifactory.schedulercore.admission.QueuedRequests.DEFERS;
import static io.aifactory.schedulercore.admission.QueuedRequests.FIRST;
import static io.aifactory.schedulercore.admission.QueuedRequests.inGroup;
import static io.aifactory.schedulercore.admission.QueuedRequests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.admission.FairQueue.Admission;
import io.aifactory.schedulercore.routing.RequestFeatures;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueLimitsTest {
    @Test
    void roomIsBoundedInAllAndForEachTenant() {
        FairQueue<String> small = new FairQueue<>(new QueueLimits(3, 2, 1, 1, 1));
        assertEquals(Admission.WAITS, small.offer(inGroup("a1", "a", "m"), 0));
        assertEquals(Admission.WAITS, small.offer(inGroup("a2", "a", "m"), 0));
        assertEquals(Admission.TENANT_FULL, small.offer(inGroup("a3", "a", "m"), 0));
        assertEquals(Admission.WAITS, small.offer(inGroup("b1", "b", "m"), 0));
        assertEquals(Admission.QUEUE_FULL, small.offer(inGroup("b2", "b", "m"), 0));
        assertTrue(small.remove("a1"));
        assertFalse(small.remove("a1"));
        assertEquals(1, small.waiting("a"));
        assertEquals(Admission.WAITS, small.offer(inGroup("a3", "a", "m"), 0));
        assertThrows(IllegalArgumentException.class, () -> small.offer(inGroup("a3", "b", "m"), 0));
    }

    @Test
    void figuresThatMakeNoSenseAreRefused() {
        for (double bad : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY, 1e13}) {
            assertThrows(
                    IllegalArgumentException.class, () -> request("a", "a", 1, FIRST, bad, 0, 0));
            assertThrows(
                    IllegalArgumentException.class, () -> request("a", "a", bad, FIRST, 1, 0, 0));
        }
        assertThrows(IllegalArgumentException.class, () -> QueueLimits.of(-1));
        assertThrows(IllegalArgumentException.class, () -> new QueueLimits(1, 1, Double.NaN, 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SloClass("x", -1, FIRST.onInfeasible(), 1, FIRST.patience()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SloClass("x", 0, FIRST.onInfeasible(), 0.5, FIRST.patience()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SloClass("x", 0, FIRST.onInfeasible(), 1, Duration.ZERO));
    }

    @Test
    void aRequestWithoutATtftBoundHasNoDeadline() {
        RequestFeatures features = new RequestFeatures("r", "t", "m", 10, 10);
        QueuedRequest<String> request = QueuedRequest.of("r", features, 1, FIRST, 10, 0);
        assertEquals(QueuedRequest.UNBOUNDED, request.boundNanos());
        assertEquals("m", request.group());
    }

    @Test
    void aSearchGivesUpAfterSoManyPassedBy() {
        FairQueue<Integer> small = new FairQueue<>(new QueueLimits(10, 10, 1, 3, 0));
        for (int i = 0; i < 5; i++) {
            small.offer(
                    new QueuedRequest<>(i, "a", 1, DEFERS, "g", 1, 0, QueuedRequest.UNBOUNDED), 0);
        }
        assertEquals(
                Optional.empty(),
                small.poll(i -> i < 3 ? Prospect.NOT_FOR_THIS : Prospect.PLACE, 0));
        assertTrue(small.poll(i -> i < 2 ? Prospect.NOT_FOR_THIS : Prospect.PLACE, 0).isPresent());
    }
}
