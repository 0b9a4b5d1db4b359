package io.aifactory.schedulercore.admission;

import java.time.Duration;

/**
 * What is promised to a kind of requests, and what becomes of one whose promise cannot be kept.
 *
 * @param name for records and metrics
 * @param band strict priority: while a request of a smaller band can be placed, none of a larger
 *     one is; at least 0
 * @param onInfeasible what is done once the earliest completion predicted lies beyond the deadline
 * @param degradedFactor by how much {@link Infeasible#DEGRADE} stretches the bound; at least 1
 * @param patience stands for the bound of requests without one when they are put in order, so that
 *     those wait no longer than others for ever; it makes nothing infeasible; positive
 */
public record SloClass(
        String name, int band, Infeasible onInfeasible, double degradedFactor, Duration patience) {
    /** What becomes of a request whose promise cannot be kept. */
    public enum Infeasible {
        /**
         * Its bound is stretched once, and it is told so; if that cannot be kept, it is deferred.
         */
        DEGRADE,
        /** It is served after all requests whose promise can still be kept. */
        DEFER,
        /** It is refused at once: somebody else may still keep the promise. */
        REFUSE
    }

    /** People wait: first of all, rather late than never. */
    public static final SloClass INTERACTIVE =
            new SloClass("interactive", 0, Infeasible.DEGRADE, 3, Duration.ofSeconds(10));

    /** Programs wait. */
    public static final SloClass STANDARD =
            new SloClass("standard", 1, Infeasible.DEFER, 1, Duration.ofMinutes(1));

    /**
     * Nobody has promised anything; what asks for a bound all the same hears early that it fails.
     */
    public static final SloClass BEST_EFFORT =
            new SloClass("best-effort", 2, Infeasible.REFUSE, 1, Duration.ofMinutes(10));

    public SloClass {
        if (band < 0 || !(degradedFactor >= 1) || Double.isInfinite(degradedFactor)) {
            throw new IllegalArgumentException(
                    "class '%s' has band %d and stretches by %s; give a band of 0 or more and a finite factor of 1 or more"
                            .formatted(name, band, degradedFactor));
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "the patience of class '%s' is positive, not %s".formatted(name, patience));
        }
    }
}
