package io.aifactory.economics.carbon;

/**
 * What a signal is expected to be: itself where it covers the time asked for (published forecasts,
 * tariffs), else the same time of the latest day that is known, up to a week further back, else the
 * last value. Carbon and prices repeat daily before anything else (seasonal naive forecast, Hyndman
 * and Athanasopoulos, "Forecasting: Principles and Practice", 5.2).
 *
 * @param known all that is known now
 */
public record SignalForecast(TimeSeries known) {
    private static final long DAY_MILLIS = 24L * 3_600_000;
    private static final int DAYS_BACK = 7;

    /** Samples per slot where the slot is not covered as a whole. */
    private static final int SAMPLES = 4;

    /** The value expected at this time; before the series begins, its first value. */
    public double at(long epochMillis) {
        if (known.covers(epochMillis)) {
            return known.at(epochMillis);
        }
        if (epochMillis < known.startMillis()) {
            return known.at(known.startMillis());
        }
        long past = epochMillis - known.endMillis();
        for (long days = past / DAY_MILLIS; days <= past / DAY_MILLIS + DAYS_BACK; days++) {
            long before = epochMillis - days * DAY_MILLIS;
            if (known.covers(before)) {
                return known.at(before);
            }
        }
        return known.lastValue();
    }

    /**
     * Means of consecutive slots.
     *
     * @param fromMillis where the first begins
     * @param slotMillis length of each; positive
     * @param slots how many; at least 0
     */
    public double[] slots(long fromMillis, long slotMillis, int slots) {
        if (slotMillis <= 0 || slots < 0) {
            throw new IllegalArgumentException(
                    slots + " slots of " + slotMillis + " ms; give a positive length");
        }
        double[] means = new double[slots];
        for (int i = 0; i < slots; i++) {
            long from = fromMillis + i * slotMillis;
            long to = from + slotMillis;
            means[i] =
                    from >= known.startMillis() && to <= known.endMillis()
                            ? known.mean(from, to)
                            : sampled(from, slotMillis);
        }
        return means;
    }

    private double sampled(long from, long slotMillis) {
        double sum = 0;
        for (int i = 0; i < SAMPLES; i++) {
            sum += at(from + slotMillis * (2 * i + 1) / (2 * SAMPLES));
        }
        return sum / SAMPLES;
    }
}
