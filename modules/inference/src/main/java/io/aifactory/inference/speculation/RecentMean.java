package io.aifactory.inference.speculation;

/** Of the newest values, about four; a pause of the machine moves it little. Not thread-safe. */
final class RecentMean {
    private static final double NEWEST = 0.25;
    private static final int BELIEVED = 4;
    private static final double LARGEST_RATIO = 3;

    private double mean;
    private int count;

    void observe(double value) {
        count++;
        double believed =
                count > BELIEVED && mean > 0 ? Math.min(value, LARGEST_RATIO * mean) : value;
        mean += Math.max(NEWEST, 1.0 / count) * (believed - mean);
    }

    boolean isKnown() {
        return count > 0;
    }

    /** 0 until there is a value. */
    double value() {
        return mean;
    }
}
