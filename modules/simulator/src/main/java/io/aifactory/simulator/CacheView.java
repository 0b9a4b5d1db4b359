package io.aifactory.simulator;

import io.aifactory.schedulercore.prefix.IndexLimits;
import io.aifactory.schedulercore.prefix.PrefixIndex;

/**
 * How the books learn what workers hold.
 *
 * @param delayNanos how long after a block was stored or given up they hear of it; 0 = at once
 * @param predictionNanos how long a prompt that was sent somewhere counts as held there without an
 *     event; 0 = not at all
 */
public record CacheView(long delayNanos, long predictionNanos) {
    /** Everything at once, nothing predicted. */
    public static final CacheView TRUE = new CacheView(0, 0);

    private static final int MOST_SECONDS = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    public CacheView {
        if (delayNanos < 0 || predictionNanos < 0) {
            throw new IllegalArgumentException(
                    "a delay and the life of a prediction are at least 0 ns, not %d and %d"
                            .formatted(delayNanos, predictionNanos));
        }
    }

    /**
     * @param delay as {@link #delayNanos}, in seconds
     * @param prediction as {@link #predictionNanos}, in seconds
     * @throws IllegalArgumentException if one is no time from 0 to a million seconds
     */
    public static CacheView ofSeconds(double delay, double prediction) {
        if (!(delay >= 0 && prediction >= 0 && Math.max(delay, prediction) <= MOST_SECONDS)) {
            throw new IllegalArgumentException(
                    "the delay of news and the life of a prediction are from 0 to %d s, not %s and %s"
                            .formatted(MOST_SECONDS, delay, prediction));
        }
        return new CacheView(
                Math.round(delay * NANOS_PER_SECOND), Math.round(prediction * NANOS_PER_SECOND));
    }

    /** An index for a fleet that is seen so: no worker is predicted more than it can hold. */
    PrefixIndex index(int workers, int blocksEach) {
        int predicted = predictionNanos == 0 ? 0 : blocksEach;
        int each = blocksEach + predicted;
        int all = (int) Math.min((long) each * workers, IndexLimits.MOST_BLOCKS);
        return new PrefixIndex(
                new IndexLimits(workers, all, each, predicted), Math.max(1, predictionNanos));
    }
}
