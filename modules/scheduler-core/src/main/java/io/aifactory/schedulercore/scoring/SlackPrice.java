package io.aifactory.schedulercore.scoring;

import io.aifactory.schedulercore.routing.Slo;

/** What waiting and broken promises cost, in milliseconds, by the promise alone. */
public final class SlackPrice {
    /** Where nobody has been promised a first token yet: a usual promise, in milliseconds. */
    public static final double USUAL_TTFT_MILLIS = 2_000;

    private SlackPrice() {}

    /**
     * A broken promise: the time that was promised until the first token.
     *
     * @param otherwise where none was promised, in milliseconds
     */
    public static double promise(Slo slo, double otherwise) {
        return Double.isInfinite(slo.ttftMillis()) ? otherwise : slo.ttftMillis();
    }

    /**
     * Waiting for the first token. A millisecond costs the share of the promised time that is used
     * up by then, nothing while all slack is left, itself when none is; this is the integral of
     * that, which is Huber's function of the time. Without a promise every one counts.
     */
    public static double waiting(double ttftMillis, Slo slo) {
        double promised = slo.ttftMillis();
        if (Double.isInfinite(promised)) {
            return ttftMillis;
        }
        return ttftMillis < promised
                ? ttftMillis * ttftMillis / (2 * promised)
                : ttftMillis - promised / 2;
    }
}
