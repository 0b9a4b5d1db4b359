package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.inference.tuning.Calibrated;
import io.aifactory.inference.tuning.MeasuredStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepPaceTest {
    private static final long MILLI = 1_000_000;

    private final StepPace pace = new StepPace();

    @Test
    void nothingIsKnownBeforeStepsWithPromptsWereSeen() {
        for (int i = 0; i < 50; i++) {
            pace.observe(new StepContent(4, 0, 100), 5 * MILLI, 5 * MILLI);
        }

        assertEquals(Optional.empty(), pace.known());
        assertEquals(Optional.empty(), pace.average());

        for (int i = 0; i < 4; i++) {
            pace.observe(new StepContent(4, 10, 100), 15 * MILLI, 15 * MILLI);
        }
        assertTrue(pace.known().isPresent());
    }

    @Test
    void stepsAsLongAsExpectedNeedNoHeadroom() {
        steps(300, 1);

        assertEquals(1, pace.headroom(), 0.05);
        StepTime known = pace.known().orElseThrow();
        StepTime average = pace.average().orElseThrow();
        assertEquals(pace.headroom() * average.prefillNanos(), known.prefillNanos(), 1);
        assertEquals(MILLI, average.prefillNanos(), 0.05 * MILLI);
    }

    @Test
    void aPauseIsNotPlannedForAndOftenLateTokensAre() {
        steps(300, 1);
        steps(3, 10);
        steps(100, 1);
        assertEquals(1, pace.headroom(), 0.05);

        for (int i = 0; i < 20; i++) {
            steps(1, 2);
            steps(5, 1);
        }
        assertEquals(2, pace.headroom(), 0.1);

        steps(20, 50);
        assertEquals(3, pace.headroom());

        steps(512, 1);
        assertEquals(1, pace.headroom(), 0.05);
    }

    @Test
    void whatTwoOfAHundredStepsTakeIsPlannedFor() {
        for (int i = 0; i < 10; i++) {
            steps(49, 1);
            steps(1, 1.4);
        }

        assertEquals(1.4, pace.headroom(), 0.05);
    }

    @Test
    void theLongestOfTheFirstStepsIsLeftOut() {
        steps(30, 1);
        steps(1, 10);
        steps(30, 1);

        assertEquals(1, pace.headroom(), 0.05);
    }

    @Test
    void aCalibrationIsEnoughToBeginWith() {
        List<MeasuredStep> steps = new ArrayList<>();
        for (int tokens : new int[] {0, 8, 32, 64}) {
            StepContent content = new StepContent(tokens == 0 ? 4 : 0, tokens, 100);
            steps.add(new MeasuredStep(content, (5 + tokens) * MILLI));
        }
        StepTime known = new StepPace(new Calibrated(steps)).known().orElseThrow();

        assertEquals(45 * MILLI, known.nanos(new StepContent(0, 40, 100)), MILLI);
        assertEquals(Optional.empty(), new StepPace(new Calibrated(steps.subList(0, 2))).known());
    }

    /** 5 ms and 1 ms for each prompt token, after which the streams wait on. */
    private void steps(int count, double gap) {
        for (int i = 0; i < count; i++) {
            int prefill = i % 2 == 0 ? 20 : 0;
            long nanos = (5 + prefill) * MILLI;
            pace.observe(new StepContent(4, prefill, 100), nanos, (long) (gap * nanos));
        }
    }
}
