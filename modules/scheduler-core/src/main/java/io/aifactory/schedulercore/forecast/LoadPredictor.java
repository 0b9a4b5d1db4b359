package io.aifactory.schedulercore.forecast;

/** Predicts a load that is measured once in every interval. Not thread-safe. */
public interface LoadPredictor {
    /** Of the method, for tables and explanations. */
    String name();

    /**
     * An interval is over.
     *
     * @param load measured in it; NaN, infinite or negative = a gap: nobody knows
     */
    void observe(double load);

    /** Enough was seen for the method itself; before, the last value is predicted. */
    boolean warm();

    /**
     * The load of a coming interval.
     *
     * @param ahead which one: 1 = the next; at least 1
     * @return finite and at least 0; 0 before anything was measured
     */
    double predict(int ahead);

    /** Whether a figure is one, and not a gap. */
    static boolean isLoad(double load) {
        return load >= 0 && load < Double.POSITIVE_INFINITY;
    }

    /**
     * @throws IllegalArgumentException if an interval is asked for that is not to come
     */
    static void requireAhead(int ahead) {
        if (ahead < 1) {
            throw new IllegalArgumentException(
                    "intervals ahead must be 1 or more, not " + ahead + ": the past is known");
        }
    }
}
