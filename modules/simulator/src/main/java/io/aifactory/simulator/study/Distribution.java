package io.aifactory.simulator.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A distribution as the values at evenly spaced shares: enough to draw it, however many requests
 * there were.
 *
 * @param values from small to large; the i-th of n is not below i/n of all, counted from 1
 */
public record Distribution(List<Double> values) {
    private static final int POINTS = 200;

    public Distribution {
        values = List.copyOf(values);
    }

    /** Of values in any order. */
    public static Distribution of(DoubleStream all) {
        double[] sorted = all.sorted().toArray();
        int points = Math.min(POINTS, sorted.length);
        List<Double> values = new ArrayList<>(points);
        for (int i = 1; i <= points; i++) {
            values.add(sorted[(int) Math.ceil((double) i * sorted.length / points) - 1]);
        }
        return new Distribution(values);
    }
}
