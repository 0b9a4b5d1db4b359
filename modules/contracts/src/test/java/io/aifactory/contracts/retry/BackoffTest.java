package io.aifactory.contracts.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff FRESH =
            Backoff.fresh(Duration.ofMillis(200), Duration.ofSeconds(1));

    @Test
    void waitsNothingThenDoublesUpToTheLimit() {
        var delays = Stream.iterate(FRESH, Backoff::afterFailure).limit(6).map(Backoff::delay);

        assertEquals(
                Stream.of(0, 200, 400, 800, 1000, 1000).map(Duration::ofMillis).toList(),
                delays.toList());
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        assertEquals(Duration.ZERO, FRESH.afterFailure().afterFailure().afterSuccess().delay());
    }

    @Test
    void aCountOfItsOwnMeansTheSameAsThatManyFailures() {
        assertEquals(FRESH.afterFailure().afterFailure(), FRESH.after(2));
        assertEquals(Duration.ofSeconds(1), FRESH.after(Integer.MAX_VALUE).delay());
        assertEquals(Duration.ofSeconds(1), FRESH.after(Integer.MAX_VALUE).afterFailure().delay());
    }

    @Test
    void refusesWaitsThatAreNone() {
        Duration second = Duration.ofSeconds(1);

        assertThrows(IllegalArgumentException.class, () -> Backoff.fresh(Duration.ZERO, second));
        assertThrows(
                IllegalArgumentException.class,
                () -> Backoff.fresh(second, Duration.ofMillis(999)));
        assertThrows(IllegalArgumentException.class, () -> FRESH.after(-1));
    }

    @Property
    void growsWithTheFailuresAndNeverBeyondTheLimitWhateverTheUnits(
            @ForAll @LongRange(min = 1) long initial,
            @ForAll @LongRange(min = 1) long limit,
            @ForAll boolean nanos,
            @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int failures) {
        Duration a = nanos ? Duration.ofNanos(initial) : Duration.ofSeconds(initial);
        Duration b = Duration.ofSeconds(limit);
        Duration longest = a.compareTo(b) < 0 ? b : a;
        Backoff backoff = Backoff.fresh(a, longest).after(failures);

        assertTrue(backoff.delay().compareTo(longest) <= 0, "within the limit");
        assertTrue(backoff.delay().compareTo(backoff.afterFailure().delay()) <= 0, "monotone");
    }

    @Property
    void doublesExactlyUntilTheLimitIsNear(
            @ForAll @LongRange(min = 1, max = 1_000_000_000L) long initialNanos,
            @ForAll @IntRange(min = 1, max = 40) int failures) {
        Duration limit = Duration.ofHours(1);
        Backoff backoff = Backoff.fresh(Duration.ofNanos(initialNanos), limit).after(failures);

        Duration now = backoff.delay();
        Duration next = backoff.afterFailure().delay();

        Duration doubled = now.multipliedBy(2);
        assertEquals(doubled.compareTo(limit) > 0 ? limit : doubled, next);
    }
}
