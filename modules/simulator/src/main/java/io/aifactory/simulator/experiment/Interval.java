package io.aifactory.simulator.experiment;

import java.util.List;
import java.util.Locale;

/**
 * A mean of a few runs and where it lies with 95 % confidence (Student's t).
 *
 * @param mean of the values; NaN without any
 * @param low end of the interval
 * @param high end of the interval
 */
record Interval(double mean, double low, double high) {
    /** Two-sided 95 % quantiles of Student's t for 1 to 9 degrees of freedom. */
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262
    };

    /** With more than ten values the interval is a little too wide; with one it is unlimited. */
    static Interval of(List<Double> values) {
        int n = values.size();
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        if (n < 2) {
            return new Interval(mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double squares =
                values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        double half = T[Math.min(T.length, n - 1) - 1] * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean, mean - half, mean + half);
    }

    /** As a percentage for people; one run has no interval. */
    String percent() {
        return Double.isInfinite(low)
                ? String.format(Locale.ROOT, "%.1f %% (one run, no interval)", 100 * mean)
                : String.format(
                        Locale.ROOT,
                        "%.1f %% (95 %% CI %.1f to %.1f)",
                        100 * mean,
                        100 * low,
                        100 * high);
    }
}
