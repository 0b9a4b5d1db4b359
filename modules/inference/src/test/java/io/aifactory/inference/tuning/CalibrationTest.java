package io.aifactory.inference.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.languagemodel.inference.StepItem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final long MICRO = 1000;

    private long now;

    @Test
    void whatStepsTakeIsKnownAfterwards() {
        Calibrated calibrated = run(engine(32, 512, 1), 256, Duration.ofSeconds(2));

        assertTrue(calibrated.isEnough());
        StepTime time = calibrated.time();
        for (StepContent content :
                List.of(
                        new StepContent(1, 0, 0),
                        new StepContent(8, 0, 8),
                        new StepContent(32, 0, 100),
                        new StepContent(0, 200, 0, StepContent.pairs(200, 0)),
                        new StepContent(4, 64, 300, StepContent.pairs(64, 0)))) {
            double truth = nanos(content.decodeSequences(), content.prefillTokens(), 1);
            assertEquals(1, time.nanos(content) / truth, 0.1, content::toString);
        }
    }

    @Test
    void ofASlowModelOnlyTheShortestStepsAreMeasured() {
        FakeEngine engine = engine(32, 512, 400);

        Calibrated calibrated = run(engine, 256, Duration.ofSeconds(2));

        assertTrue(calibrated.isEnough());
        List<StepContent> measured =
                calibrated.steps().stream().map(MeasuredStep::content).toList();
        assertTrue(measured.contains(new StepContent(1, 0, 0)), measured::toString);
        assertTrue(
                measured.stream().anyMatch(content -> content.decodeSequences() == 32),
                measured::toString);
        assertTrue(
                measured.stream().noneMatch(content -> content.prefillTokens() > 32),
                measured::toString);
        // those that are needed take 5.3 s
        assertTrue(now < Duration.ofSeconds(7).toNanos(), () -> now + " ns");
    }

    @Test
    void aQuickModelIsMeasuredInFewRounds() {
        FakeEngine engine = engine(32, 512, 1);

        run(engine, 256, Duration.ofMinutes(1));

        assertEquals(6 * 10, engine.batches().size());
    }

    @Test
    void smallSlotsAreNotOverrun() {
        assertTrue(run(engine(1, 3, 1), 2, Duration.ofSeconds(2)).steps().size() > 10);
        assertTrue(run(engine(3, 40, 1), 64, Duration.ofSeconds(2)).isEnough());
    }

    @Test
    void noTimeIsNoCalibration() {
        FakeEngine engine = engine(4, 64, 1);

        Calibrated calibrated = run(engine, 64, Duration.ZERO);

        assertEquals(Calibrated.nothing(), calibrated);
        assertFalse(calibrated.isEnough());
        assertEquals(0, engine.batches().size());
    }

    private Calibrated run(FakeEngine engine, int stepTokens, Duration limit) {
        return Calibration.run(engine, stepTokens, limit, () -> now);
    }

    /** Steps take what {@link #nanos} says. */
    private FakeEngine engine(int slots, int slotTokens, int slowness) {
        return new FakeEngine(slots, slotTokens, FakeEngine::letter)
                .beforeStep(batch -> {
                    int decoding = 0;
                    int prefill = 0;
                    for (StepItem item : batch) {
                        decoding += item.tokens().length == 1 ? 1 : 0;
                        prefill += item.tokens().length > 1 ? item.tokens().length : 0;
                    }
                    now += nanos(decoding, prefill, slowness);
                });
    }

    private static long nanos(int decoding, int prefill, int slowness) {
        return slowness * (2000 + 100L * decoding + 50L * prefill) * MICRO;
    }
}
