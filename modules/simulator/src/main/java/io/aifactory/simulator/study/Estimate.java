package io.aifactory.simulator.study;

import java.util.Arrays;

/**
 * A mean over seeds, and how sure it is.
 *
 * @param mean of all seeds
 * @param halfWidth of the 95 % confidence interval by Student's t; NaN with a single seed
 */
public record Estimate(double mean, double halfWidth) {
    /** Quantiles of 97.5 % for 1, 2, … degrees of freedom; beyond them the normal one. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
        2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
        2.052, 2.048, 2.045, 2.042
    };

    private static final double NORMAL = 1.960;

    /**
     * @param values one for each seed; at least one
     */
    public static Estimate of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("an estimate needs at least one value");
        }
        double mean = Arrays.stream(values).average().orElse(0);
        int freedom = values.length - 1;
        if (freedom == 0) {
            return new Estimate(mean, Double.NaN);
        }
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double quantile = freedom <= STUDENT.length ? STUDENT[freedom - 1] : NORMAL;
        return new Estimate(mean, quantile * Math.sqrt(squares / freedom / values.length));
    }
}
