package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.batching.PriorityPolicy.Standing;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PriorityPolicyTest {
    private final PriorityPolicy policy = new PriorityPolicy(Duration.ofNanos(10), 3);

    @Test
    void theGreatestNumberGivesUpItsSlotAndOfEqualsTheOneThatArrivedLast() {
        List<Standing> running =
                List.of(running(5, 1), running(7, 2), running(7, 9), running(7, 4), running(2, 8));

        assertEquals(OptionalInt.of(2), policy.victim(0, running));
        assertEquals(OptionalInt.of(2), policy.victim(6, running));
    }

    @Test
    void nobodyGivesWayToAnEqualOrGreaterNumber() {
        List<Standing> running = List.of(running(-1, 1), running(0, 2));

        assertEquals(OptionalInt.empty(), policy.victim(0, running));
        assertEquals(OptionalInt.empty(), policy.victim(3, running));
        assertEquals(OptionalInt.of(1), policy.victim(-1, running));
    }

    @Test
    void whoHasLostItsSlotOftenEnoughKeepsIt() {
        Standing spared = new Standing(9, 1, 3);
        Standing next = new Standing(4, 1, 2);

        assertEquals(OptionalInt.empty(), policy.victim(0, List.of(spared)));
        assertEquals(OptionalInt.of(1), policy.victim(0, List.of(spared, next)));
        assertEquals(
                OptionalInt.empty(),
                new PriorityPolicy(Duration.ZERO, 0).victim(0, List.of(running(9, 1))));
    }

    @Test
    void eachUnitOfPriorityIsMadeUpForByTheAgeing() {
        assertTrue(policy.turn(running(1, 0)) < policy.turn(running(0, 11)));
        assertTrue(policy.turn(running(1, 0)) > policy.turn(running(0, 9)));
        assertEquals(-10_000, policy.turn(running(-1000, 0)));
    }

    @Test
    void boundsOutOfRangeAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new PriorityPolicy(Duration.ofDays(2), 1));
        assertThrows(
                IllegalArgumentException.class, () -> new PriorityPolicy(Duration.ofNanos(-1), 1));
        assertThrows(
                IllegalArgumentException.class, () -> new PriorityPolicy(Duration.ofDays(1), -1));
    }

    private static Standing running(int priority, long arrived) {
        return new Standing(priority, arrived, 0);
    }
}
