package io.aifactory.schedulercore.scoring;

/** Probabilities that a forecast time exceeds a bound. */
public final class Odds {
    /** With it the curve has the slope of the normal distribution where it is steepest. */
    private static final double WIDTH = Math.PI / 2;

    /** Ten standard deviations are certainty: what is beyond costs no root. */
    private static final double CERTAIN = 100;

    private Odds() {}

    /**
     * That a time exceeds a bound: Student's distribution with two degrees of freedom, scaled. Its
     * tails are heavy, as they are where the spread itself is an estimate, and it costs one root.
     *
     * @param excess of the forecast over the bound
     * @param variance of the forecast; positive
     */
    public static double exceeds(double excess, double variance) {
        if (excess * excess > CERTAIN * variance) {
            return excess > 0 ? 1 : 0;
        }
        return 0.5 * (1 + excess / Math.sqrt(WIDTH * variance + excess * excess));
    }

    /** That one of two independent things happens. */
    static double either(double a, double b) {
        return a + b - a * b;
    }
}
