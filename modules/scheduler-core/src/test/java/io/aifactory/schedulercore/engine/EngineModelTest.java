package io.aifactory.schedulercore.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineModelTest {
    @Test
    void aStepTakesTheSumOfItsParts() {
        // When
        Duration step = new EngineModel(1_000, 100, 10, 0.5).stepTime(3, 20, 400);

        // Then
        assertEquals(Duration.ofNanos(1_000 + 300 + 200 + 200), step);
    }

    @Test
    void aStepThatTakesNoTimeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new EngineModel(0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new EngineModel(1, -1, 1, 1));
    }
}
