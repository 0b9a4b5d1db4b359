package io.aifactory.schedulercore.forecast;

import java.util.Arrays;

/**
 * How far one predictor's figures were off, over the last of them. In units of the square root of
 * what was predicted, because that is how the scatter of counts grows with their number (Poisson).
 * Not thread-safe.
 */
public final class ForecastErrors {
    private final double[] ring;
    private int count;

    /**
     * @param remembered how many errors; from 1 to a million
     */
    public ForecastErrors(int remembered) {
        if (remembered < 1 || remembered > 1_000_000) {
            throw new IllegalArgumentException(
                    "errors to remember must be 1 to 1,000,000, not " + remembered);
        }
        this.ring = new double[remembered];
    }

    /** A predicted interval was measured; a gap says nothing. */
    public void add(double predicted, double measured) {
        if (LoadPredictor.isLoad(predicted) && LoadPredictor.isLoad(measured)) {
            ring[count++ % ring.length] = (measured - predicted) / unit(predicted);
        }
    }

    /** Mean size of the errors; 0 where there are none yet. */
    public double meanSize() {
        return Arrays.stream(ring, 0, size()).map(Math::abs).average().orElse(0);
    }

    /**
     * What nearly all loads were below of which this was the prediction.
     *
     * @param predicted at least 0
     * @param share of the loads that shall be below, in (0, 1); while fewer errors are known than
     *     it takes to see one above, the largest is taken
     * @return at least {@code predicted}: headroom is never negative
     */
    public double upper(double predicted, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a share is between 0 and 1, not " + share);
        }
        double[] sorted = Arrays.copyOf(ring, size());
        if (sorted.length == 0) {
            return predicted;
        }
        Arrays.sort(sorted);
        int rank = Math.min(sorted.length, (int) Math.ceil(share * (sorted.length + 1)));
        return predicted + Math.max(0, sorted[rank - 1]) * unit(predicted);
    }

    /**
     * Where the rate behind the load lies, as a part of the cases: the scatter that counts of a
     * known rate would have by themselves (Poisson, variance 1 in these units) is taken off,
     * because whoever replays requests has that scatter in them already.
     *
     * @param predicted at least 0
     * @param share of the rates that shall be below, in (0, 1)
     * @return at least 0; {@code predicted} while fewer than two errors are known
     */
    public double rate(double predicted, double share) {
        double[] sorted = Arrays.copyOf(ring, size());
        if (sorted.length < 2) {
            return predicted;
        }
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).average().orElse(0);
        double variance =
                Arrays.stream(sorted).map(e -> (e - mean) * (e - mean)).sum() / (sorted.length - 1);
        double own = variance > 1 ? Math.sqrt(1 - 1 / variance) : 0;
        int rank = Math.clamp((int) Math.ceil(share * sorted.length), 1, sorted.length);
        double error = mean + (sorted[rank - 1] - mean) * own;
        return Math.max(0, predicted + error * unit(predicted));
    }

    /** Errors known. */
    public int size() {
        return Math.min(count, ring.length);
    }

    private static double unit(double predicted) {
        return Math.sqrt(predicted + 1);
    }
}
