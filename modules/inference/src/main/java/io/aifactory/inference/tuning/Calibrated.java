package io.aifactory.inference.tuning;

import io.aifactory.economics.step.StepTime;
import io.aifactory.economics.step.StepTimeFit;
import java.util.List;

/**
 * What a calibration found.
 *
 * @param steps in the order in which they ran
 */
public record Calibrated(List<MeasuredStep> steps) {
    private static final int SIZES = 2;

    public Calibrated {
        steps = List.copyOf(steps);
    }

    /** Nothing was measured. */
    public static Calibrated nothing() {
        return new Calibrated(List.of());
    }

    /** Whether steps without a prompt and prompts of two sizes are among them. */
    public boolean isEnough() {
        long prompts =
                steps.stream()
                        .mapToInt(step -> step.content().prefillTokens())
                        .filter(tokens -> tokens > 0)
                        .distinct()
                        .count();
        return prompts >= SIZES
                && steps.stream().anyMatch(step -> step.content().decodeSequences() > 0);
    }

    /** The model of step times that fits them. */
    public StepTime time() {
        StepTimeFit fit = new StepTimeFit();
        steps.forEach(step -> fit.observe(step.content(), step.nanos()));
        return fit.current();
    }
}
