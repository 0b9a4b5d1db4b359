package io.aifactory.contracts.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SloTest {
    private static final Optional<Duration> NONE = Optional.empty();

    @Test
    void oneTargetIsEnoughAndNoneIsNoSlo() {
        Slo itl = Slo.of(NONE, millis(40), 4, 128).orElseThrow();

        assertEquals(new Slo(NONE, millis(40), 4, 128), itl);
        assertTrue(Slo.of(NONE, NONE, 4, 128).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new Slo(NONE, NONE, 4, 128));
    }

    @Test
    void whatIsOutOfRangeIsRefusedByName() {
        assertEquals(
                "an SLO's ITL must be in [1 ms, 60,000 ms], not PT0S",
                refusal(NONE, millis(0), 1, 1));
        assertEquals(
                "an SLO's TTFT must be in [1 ms, 600,000 ms], not PT10M0.001S",
                refusal(millis(600_001), NONE, 1, 1));
        assertEquals(
                "an SLO's sequences must be in [1, 4,096], not 0", refusal(NONE, millis(1), 0, 1));
        assertEquals(
                "an SLO's prompt tokens must be in [1, 1,048,576], not 1048577",
                refusal(NONE, millis(1), 1, 1_048_577));
    }

    private static String refusal(
            Optional<Duration> ttft, Optional<Duration> itl, int sequences, int prompt) {
        return String.valueOf(
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Slo(ttft, itl, sequences, prompt))
                        .getMessage());
    }

    private static Optional<Duration> millis(long count) {
        return Optional.of(Duration.ofMillis(count));
    }
}
