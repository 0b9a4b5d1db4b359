package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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

    @Property
    void neverWaitsLongerThanTheLimit(@ForAll @IntRange(max = 1_000_000) int failures) {
        var backoff = new Backoff(Duration.ofMillis(1), Duration.ofSeconds(30), failures);

        assertTrue(backoff.delay().compareTo(Duration.ofSeconds(30)) <= 0);
    }
}
