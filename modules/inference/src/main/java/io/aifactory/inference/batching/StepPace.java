package io.aifactory.inference.batching;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.economics.step.StepTimeFit;
import io.aifactory.inference.tuning.Calibrated;
import java.util.Arrays;
import java.util.Optional;

/**
 * What steps take on this device, as a planner that has a promise to keep should reckon it. The
 * fitted model tells what a step takes on average: half of the steps that were planned to fill the
 * ITL target would exceed it. So its figures are multiplied by how much longer the longest of the
 * newest steps has taken than was expected, with all that happens between two tokens of a stream.
 * Not thread-safe.
 */
final class StepPace {
    private static final int STEPS_TO_LEARN_FROM = 16;
    private static final int CHUNKS_TO_LEARN_FROM = 4;
    private static final int REMEMBERED = 128;

    /**
     * A pause of the machine is not to be planned for: one step of the remembered ones that took so
     * many times longer than the next is left out.
     */
    private static final double PAUSE = 1.5;

    private static final double LARGEST_HEADROOM = 3;

    private final StepTimeFit fit = new StepTimeFit();
    private final double[] ratios = new double[REMEMBERED];
    private final boolean calibrated;
    private long compared;
    private int chunks;

    /** Nothing is known yet. */
    StepPace() {
        this(Calibrated.nothing());
    }

    /** With the steps of a calibration, after which nothing has to be learned first. */
    StepPace(Calibrated before) {
        this.calibrated = before.isEnough();
        before.steps().forEach(step -> fit.observe(step.content(), step.nanos()));
    }

    /**
     * Learns from one step.
     *
     * @param nanos that it took
     * @param gapNanos what its streams have waited for their tokens: the step and what came before
     *     it
     */
    void observe(StepContent content, long nanos, long gapNanos) {
        if (isKnown() && content.decodeSequences() > 0) {
            double expected = fit.current().nanos(content);
            ratios[(int) (compared++ % REMEMBERED)] = expected > 0 ? gapNanos / expected : 1;
        }
        fit.observe(content, nanos);
        chunks += content.prefillTokens() > 0 ? 1 : 0;
    }

    /** What nearly all steps stay below; empty while too little is known. */
    Optional<StepTime> known() {
        return isKnown() ? Optional.of(fit.current().times(headroom())) : Optional.empty();
    }

    /** What steps take on average; empty while too little is known. */
    Optional<StepTime> average() {
        return isKnown() ? Optional.of(fit.current()) : Optional.empty();
    }

    /** How much longer than expected the longest of the newest steps took, in [1, 3]. */
    double headroom() {
        int count = (int) Math.min(compared, REMEMBERED);
        double[] sorted = Arrays.copyOf(ratios, count);
        Arrays.sort(sorted);
        if (count < 2) {
            return 1;
        }
        double longest = sorted[count - 1];
        double next = Math.max(1, sorted[count - 2]);
        return Math.clamp(longest > PAUSE * next ? next : longest, 1, LARGEST_HEADROOM);
    }

    /** What a prompt token costs is known only from steps that had some. */
    private boolean isKnown() {
        return calibrated
                || (fit.observations() >= STEPS_TO_LEARN_FROM && chunks >= CHUNKS_TO_LEARN_FROM);
    }
}
