package io.aifactory.schedulercore.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final AdmissionQueue<String> queue =
            new AdmissionQueue<>(2, QueueOrder.firstComeFirstServed());

    @Test
    void aFullQueueRefusesNewcomersButNotThoseWhoLostTheirWorker() {
        assertTrue(queue.offer(waiting("a", 1)));
        assertTrue(queue.offer(waiting("b", 2)));
        assertFalse(queue.offer(waiting("c", 3)));

        // When
        queue.readmit(waiting("lost", 0));

        // Then
        assertEquals(3, queue.size());
        assertEquals("lost", take());
        assertEquals("a", take());
        assertEquals("b", take());
        assertTrue(queue.isEmpty());
    }

    @Test
    void whoIsNotReadyIsPassedByAndKeepsTheFirstPlace() {
        // Given
        queue.offer(waiting("a", 1));
        queue.offer(waiting("b", 2));

        // When only b's model has a free slot
        String served = queue.poll("b"::equals).orElseThrow().item();

        // Then
        assertEquals("b", served);
        assertEquals(Optional.empty(), queue.poll("b"::equals));
        assertEquals("a", take());
    }

    @Test
    void whoLeavesIsForgotten() {
        // Given
        queue.offer(waiting("a", 1));

        // Then
        assertTrue(queue.remove("a"));
        assertFalse(queue.remove("a"));
        assertEquals(0, queue.longestWaitNanos(10));
    }

    @Test
    void theLongestWaitIsThatOfTheFirst() {
        queue.offer(waiting("a", 5));
        queue.offer(waiting("b", 7));
        assertEquals(15, queue.longestWaitNanos(20));
    }

    @Test
    void aNegativeCapacityIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new AdmissionQueue<>(-1, QueueOrder.firstComeFirstServed()));
    }

    @Test
    void theWaitIsTheTimeInWhichTheQueueAheadIsServed() {
        // Given requests that hold a slot for 4 s
        RetryAfter retryAfter = new RetryAfter();
        retryAfter.served(Duration.ofSeconds(4).toNanos());

        // Then 15 ahead and this one on 8 slots take 8 s
        assertEquals(Duration.ofSeconds(8), retryAfter.estimate(15, 8));
    }

    @Property
    void theWaitStaysBetweenHalfASecondAndAMinute(
            @ForAll @LongRange(min = 0, max = 10_000_000_000_000L) long nanos,
            @ForAll @IntRange(min = 0, max = 100_000) int queued,
            @ForAll @IntRange(min = 0, max = 1_000) int slots) {
        RetryAfter retryAfter = new RetryAfter();
        retryAfter.served(nanos);
        Duration wait = retryAfter.estimate(queued, slots);
        assertTrue(wait.toMillis() >= 500 && wait.toMillis() <= 60_000);
    }

    private String take() {
        return queue.poll(item -> true).orElseThrow().item();
    }

    private static Waiting<String> waiting(String item, long since) {
        return new Waiting<>(item, "anonymous", since);
    }
}
