package io.aifactory.schedulercore.load;

/**
 * How long outputs are, in one class of requests: a histogram with bins of 6.5 % that forgets old
 * ones, so that its quantiles are within 3.3 %. What matters to a scheduler is how much is still to
 * come of a sequence that has so many tokens already, so that is what it answers at once. Not
 * thread-safe.
 */
public final class LengthSketch {
    /** Points at which the distribution of what is still to come is known. */
    public static final int POINTS = 2;

    /** Longer outputs count as this long. */
    public static final int LONGEST = 1_000_000;

    private static final double BINS_PER_E = 16;
    private static final int BINS = (int) (BINS_PER_E * Math.log(LONGEST)) + 2;

    /**
     * What each bin holds at the start, in requests: a worker that knows nothing expects any order
     * of magnitude.
     */
    private static final double PRIOR = 1e-3;

    /** So many requests, and their weight is halved. */
    private static final double MEMORY = 4_000;

    /** Finished requests after which the points are computed anew. */
    private static final int STALE = 64;

    private final double[] counts = new double[BINS];
    private final float[] points = new float[BINS * POINTS];
    private double weight;
    private long observations;
    private int sincePoints = STALE;

    /** Of a class of which nothing is known. */
    public LengthSketch() {
        java.util.Arrays.fill(counts, PRIOR);
    }

    /**
     * An output ended.
     *
     * @param tokens of it; outputs of less than 1 teach nothing
     */
    public void add(int tokens) {
        if (tokens < 1) {
            return;
        }
        counts[bin(tokens)]++;
        observations++;
        sincePoints++;
        weight++;
        if (weight > MEMORY) {
            weight /= 2;
            for (int i = 0; i < BINS; i++) {
                counts[i] = Math.max(PRIOR, counts[i] / 2);
            }
        }
    }

    /** Outputs learned from. */
    public long observations() {
        return observations;
    }

    /**
     * Length of an output that has so many tokens and goes on, at one of the points that cut its
     * distribution into equal parts: of two points, the quantiles 1/4 and 3/4.
     *
     * @param generated tokens so far; at least 0
     * @param point from 0 to {@value #POINTS} − 1
     * @return tokens in all; more than generated
     */
    public double total(int generated, int point) {
        return Math.max(generated + 1.0, totalOf(row(generated), point));
    }

    /**
     * Where the points of outputs of so many tokens stand: costs a logarithm, and changes only when
     * an output is 6.5 % longer, so that whoever asks often keeps it.
     */
    public int row(int generated) {
        return bin(Math.max(1, generated)) * POINTS;
    }

    /**
     * As {@link #total}, but perhaps not more than generated.
     *
     * @param row of {@link #row}
     */
    public double totalOf(int row, int point) {
        if (sincePoints >= STALE || (observations <= STALE && sincePoints > 0)) {
            rebuild();
        }
        return points[row + point];
    }

    /**
     * Tokens that are still to come of an output that has so many and goes on, in the mean of the
     * points.
     *
     * @param generated tokens so far; at least 0
     */
    public double expectedRemaining(int generated) {
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += total(generated, i);
        }
        return sum / POINTS - generated;
    }

    /** Half of the first bin counts as still to come, because the sequence is somewhere in it. */
    private void rebuild() {
        sincePoints = 0;
        double beyond = 0;
        for (int from = BINS - 1; from >= 0; from--) {
            double all = beyond + counts[from] / 2;
            double sum = counts[from] / 2;
            int bin = from;
            for (int point = 0; point < POINTS; point++) {
                double wanted = all * (point + 0.5) / POINTS;
                while (sum < wanted && bin < BINS - 1) {
                    sum += counts[++bin];
                }
                points[from * POINTS + point] = (float) middle(bin);
            }
            beyond += counts[from];
        }
    }

    private static int bin(int tokens) {
        return (int) (BINS_PER_E * Math.log(Math.min(LONGEST, tokens)));
    }

    private static double middle(int bin) {
        return Math.exp((bin + 0.5) / BINS_PER_E);
    }
}
