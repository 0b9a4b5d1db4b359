package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.inference.tier.TierSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopSettingsTest {
    @Test
    void moreDraftsThanAStepTakesAreRefusedByTheNameOfTheirKey() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> settings(16));
        assertEquals(
                "aifactory.inference.speculation must be in [0, 15], not 16", refused.getMessage());
        assertEquals(15, settings(15).drafts());
        assertThrows(IllegalArgumentException.class, () -> settings(-1));
    }

    private static LoopSettings settings(int drafts) {
        return new LoopSettings(
                16,
                Duration.ZERO,
                drafts,
                false,
                1,
                PriorityPolicy.USUAL,
                TierSettings.NONE,
                0.5,
                Duration.ofMinutes(1),
                1);
    }
}
