package io.aifactory.simulator.policy;

/**
 * llm-d's {@code latency-scorer}: headroom is promise − prediction, of TTFT and of the time per
 * output token; each is scaled to 0…1 over the workers and both are blended 0.8 : 0.2. A dimension
 * in which all are alike weighs nothing.
 */
final class LlmdHeadroom {
    private static final double TTFT_WEIGHT = 0.8;

    private LlmdHeadroom() {}

    /**
     * Scores from 0 to 1, the larger the better; 0 for whoever is not looked at. Workers that keep
     * both promises are scored if there are any, by the least headroom or the most. If there are
     * none, idle ones; else those that fail only the time per token, else only the TTFT, else both;
     * always the nearest to the promise first.
     *
     * @param ttft headroom of each worker in milliseconds; negative = the promise would be broken
     * @param itl the same for the time per token
     * @param open who is looked at at all; at least one
     */
    static double[] scores(
            double[] ttft, double[] itl, boolean[] idle, boolean[] open, boolean most) {
        int best = Integer.MAX_VALUE;
        for (int i = 0; i < open.length; i++) {
            best = open[i] ? Math.min(best, rank(ttft[i], itl[i], idle[i])) : best;
        }
        boolean[] scored = new boolean[open.length];
        for (int i = 0; i < open.length; i++) {
            scored[i] = open[i] && rank(ttft[i], itl[i], idle[i]) == best;
        }
        Scale t = Scale.of(ttft, scored);
        Scale p = Scale.of(itl, scored);
        double tWeight = t.range() > 0 ? TTFT_WEIGHT : 0;
        double pWeight = p.range() > 0 ? 1 - TTFT_WEIGHT : 0;
        double[] scores = new double[open.length];
        for (int i = 0; i < open.length; i++) {
            double sum = tWeight + pWeight;
            double blend = sum == 0 ? 1 : (tWeight * t.at(ttft[i]) + pWeight * p.at(itl[i])) / sum;
            boolean leastFirst = best == 0 && !most && sum > 0;
            scores[i] = scored[i] ? leastFirst ? 1 - blend : blend : 0;
        }
        return scores;
    }

    /** 0 = keeps both; then the more broken, the larger. */
    private static int rank(double ttft, double itl, boolean idle) {
        if (holds(ttft, itl)) {
            return 0;
        }
        if (idle) {
            return 1;
        }
        return ttft >= 0 ? 2 : itl >= 0 ? 3 : 4;
    }

    static boolean holds(double ttft, double itl) {
        return ttft >= 0 && itl >= 0;
    }

    /** Where a value lies between the least and the largest of those looked at. */
    private record Scale(double least, double range) {
        static Scale of(double[] values, boolean[] looked) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < values.length; i++) {
                least = looked[i] ? Math.min(least, values[i]) : least;
                most = looked[i] ? Math.max(most, values[i]) : most;
            }
            return new Scale(least, most - least);
        }

        double at(double value) {
            return range == 0 ? 0 : (value - least) / range;
        }
    }
}
