package io.aifactory.training.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
    private final LearningRateSchedule schedule = new LearningRateSchedule(1.0, 0.1, 4, 15);

    @Test
    void theWarmUpIsLinear() {
        assertEquals(0.2, schedule.at(0), 1e-12);
        assertEquals(0.8, schedule.at(3), 1e-12);
    }

    @Test
    void theCosineStartsAtThePeakAndEndsAtTheLastRate() {
        assertEquals(1.0, schedule.at(4), 1e-12);
        assertEquals(0.55, schedule.at(9), 1e-12);
        assertEquals(0.1, schedule.at(14), 1e-12);
    }

    @Test
    void oneStepWithoutWarmUpHasThePeakRate() {
        assertEquals(1.0, new LearningRateSchedule(1.0, 0.1, 0, 1).at(0), 1e-12);
    }
}
