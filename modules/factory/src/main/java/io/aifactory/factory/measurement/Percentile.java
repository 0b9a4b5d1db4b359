package io.aifactory.factory.measurement;

import java.util.Arrays;

/** Percentiles by the nearest-rank method: always a value that was measured. */
final class Percentile {
    private static final double HUNDRED = 100;

    private Percentile() {}

    /**
     * @param values in any order, at least one
     * @param percent in (0, 100]
     */
    static double of(double[] values, double percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / HUNDRED * sorted.length);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }
}
