package io.aifactory.simulator;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The distribution of a figure; all 0 without values.
 *
 * @param mean of all values
 * @param p50 the smallest value that is not below half of them
 * @param p90 … below 90 % of them
 * @param p99 … below 99 % of them
 */
public record Percentiles(double mean, double p50, double p90, double p99) {
    /** Of values in any order. */
    public static Percentiles of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return new Percentiles(
                Arrays.stream(sorted).average().orElse(0),
                at(sorted, 0.50),
                at(sorted, 0.90),
                at(sorted, 0.99));
    }

    /** The smallest value that is not below this share of all; 0 without values. */
    static double at(double[] sorted, double share) {
        return sorted.length == 0
                ? 0
                : sorted[Math.max(1, (int) Math.ceil(share * sorted.length)) - 1];
    }
}
