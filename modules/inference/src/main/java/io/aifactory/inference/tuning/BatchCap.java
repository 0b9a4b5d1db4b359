package io.aifactory.inference.tuning;

import io.aifactory.economics.step.StepTime;
import java.time.Duration;
import java.util.Optional;

/**
 * How many sequences may have a slot at once so that steps stay within the SLO's ITL, by what steps
 * take now. It falls at once when the present number would take too long, and rises only when one
 * more would leave a margin and has done so for a while: figures that move by less than the margin
 * do not move it. Not thread-safe.
 */
public final class BatchCap {
    /** Of the target, left free before one more sequence is let in. */
    static final double MARGIN = 0.1;

    /** Looks in a row at which there must have been room for more. */
    static final int PATIENCE = 16;

    private final Optional<Duration> itl;
    private final int slots;
    private final int stepTokens;
    private int most;
    private int roomy;
    private boolean known;

    /**
     * @param itl target; empty: all slots are used
     * @param slots of the engine, at least 1
     * @param stepTokens most tokens of a step
     */
    public BatchCap(Optional<Duration> itl, int slots, int stepTokens) {
        this.itl = itl;
        this.slots = slots;
        this.stepTokens = stepTokens;
        this.most = slots;
    }

    /**
     * Looks again.
     *
     * @param time what nearly all steps stay below; empty while that is not known
     * @param kvTokens of one sequence, on average
     * @return in [1, slots]
     */
    public int next(Optional<StepTime> time, long kvTokens) {
        if (itl.isEmpty() || time.isEmpty()) {
            return most;
        }
        double limit = itl.get().toNanos();
        int fitting = largest(time.get(), kvTokens, limit);
        int sure = largest(time.get(), kvTokens, (1 - MARGIN) * limit);
        if (!known || fitting < most) {
            known = true;
            most = fitting;
            roomy = 0;
        } else if (sure > most) {
            roomy++;
            if (roomy >= PATIENCE) {
                most = sure;
                roomy = 0;
            }
        } else {
            roomy = 0;
        }
        return most;
    }

    /** Whether there is a target. */
    public boolean limits() {
        return itl.isPresent();
    }

    /** The newest answer. */
    public int most() {
        return most;
    }

    /** By bisection: more sequences never take less time. */
    private int largest(StepTime time, long kvTokens, double limit) {
        int fits = 1;
        int beyond = slots + 1;
        while (beyond - fits > 1) {
            int middle = (fits + beyond) >>> 1;
            if (SloForecast.longestStep(time, middle, kvTokens, stepTokens) <= limit) {
                fits = middle;
            } else {
                beyond = middle;
            }
        }
        return fits;
    }
}
