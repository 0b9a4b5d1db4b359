package io.aifactory.training.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void speedAndTimeLeftFollowTheLastTwentySteps() {
        // Given
        Pace pace = new Pace(1_000);
        pace.step(9_000_000_000L);
        for (int i = 0; i < 20; i++) {
            pace.step(500_000_000);
        }
        pace.evaluation(2_000_000_000);

        // Then
        assertEquals(2_000, pace.tokensPerSecond(), 1e-9);
        assertEquals(10 * 0.5 + 3 * 2, pace.secondsLeft(10, 3), 1e-9);
    }

    @Test
    void nothingIsKnownBeforeTheFirstStep() {
        assertEquals(0, new Pace(1_000).tokensPerSecond(), 0);
    }
}
