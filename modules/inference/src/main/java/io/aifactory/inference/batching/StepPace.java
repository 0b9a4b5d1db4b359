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
 * ITL target would exceed it. So its figures are multiplied by how much longer than expected 99 of
 * a hundred of the newest steps have taken at most, with all that happens between two tokens of a
 * stream. Not thread-safe.
 */
final class StepPace {
    private static final int STEPS_TO_LEARN_FROM = 16;
    private static final int CHUNKS_TO_LEARN_FROM = 4;

    /**
     * Few enough to follow a change within some seconds, and so many that a pause of the machine,
     * which makes a few steps in a row late, does not make up the hundredth that is planned for.
     */
    private static final int REMEMBERED = 512;

    private static final int ONE_IN = 100;

    /** Sorting the remembered steps at every step would be felt beside the shortest of them. */
    private static final int REFRESH = 16;

    private static final double LARGEST_HEADROOM = 3;

    private final StepTimeFit fit = new StepTimeFit();
    private final double[] ratios = new double[REMEMBERED];
    private final boolean calibrated;
    private long compared;
    private long judged;
    private double headroom = 1;
    private int chunks;

    /** Nothing is known yet. */
    StepPace() {
        this(Calibrated.nothing());
    }

    /** With the steps of a calibration, after which nothing has to be learned first. */
    StepPace(Calibrated before) {
        this.calibrated = before.isEnough();
        before.steps().forEach(step -> fit.observe(step.content(), step.nanos()));
        if (calibrated) {
            fit.anchor();
        }
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

    /**
     * How much longer than expected 99 of a hundred of the newest steps took at most, in [1, 3]; at
     * least the longest one is left out. Looked at anew every sixteen steps.
     */
    double headroom() {
        if (compared - judged >= REFRESH || compared < REFRESH) {
            judged = compared;
            int count = (int) Math.min(compared, REMEMBERED);
            int left = Math.max(1, count / ONE_IN);
            double[] sorted = Arrays.copyOf(ratios, count);
            Arrays.sort(sorted);
            headroom =
                    count <= left ? 1 : Math.clamp(sorted[count - 1 - left], 1, LARGEST_HEADROOM);
        }
        return headroom;
    }

    /** What a prompt token costs is known only from steps that had some. */
    private boolean isKnown() {
        return calibrated
                || (fit.observations() >= STEPS_TO_LEARN_FROM && chunks >= CHUNKS_TO_LEARN_FROM);
    }
}
