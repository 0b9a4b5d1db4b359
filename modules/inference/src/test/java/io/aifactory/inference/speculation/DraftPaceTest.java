package io.aifactory.inference.speculation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DraftPaceTest {
    private final DraftPace pace = new DraftPace();

    @Test
    void aRunTakesWhatItTookForTheNearestNumberOfSequences() {
        assertEquals(OptionalDouble.empty(), pace.runNanos(3));
        pace.ran(2, 100);
        pace.ran(8, 400);
        pace.ran(8, 600);

        assertEquals(OptionalDouble.of(100), pace.runNanos(1));
        assertEquals(OptionalDouble.of(100), pace.runNanos(2));
        assertEquals(OptionalDouble.of(100), pace.runNanos(5));
        assertEquals(OptionalDouble.of(500), pace.runNanos(6));
        assertEquals(OptionalDouble.of(500), pace.runNanos(20));
    }

    @Test
    void readingIsReckonedByTheToken() {
        assertEquals(OptionalDouble.empty(), pace.tokenNanos());
        pace.read(10, 1_000);
        pace.read(10, 3_000);
        pace.read(10, 0);

        assertEquals(OptionalDouble.of(200), pace.tokenNanos());
    }
}
