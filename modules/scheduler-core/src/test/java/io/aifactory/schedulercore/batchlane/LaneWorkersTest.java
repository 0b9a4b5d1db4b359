package io.aifactory.schedulercore.batchlane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LaneWorkersTest {
    private final LaneWorkers workers = new LaneWorkers(10, 0.25);

    @Test
    void interactiveWorkKeepsWhatItNeedsWithItsMarginAndOneAtLeast() {
        assertEquals(4, workers.free(8, 32));
        assertEquals(3, workers.free(8, 32.1));
        assertEquals(0, workers.free(8, 64));
        assertEquals(0, workers.free(8, 1_000));
        assertEquals(7, workers.free(8, 0));
        assertEquals(0, workers.free(1, 0));
        assertEquals(0, workers.free(0, 0));
    }

    @Test
    void aLoadThatIsNotANumberLeavesNothing() {
        assertEquals(0, workers.free(8, Double.NaN));
        assertEquals(0, workers.free(8, Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> new LaneWorkers(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new LaneWorkers(1, Double.NaN));
    }
}
