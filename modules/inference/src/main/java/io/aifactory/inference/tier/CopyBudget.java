package io.aifactory.inference.tier;

/**
 * How many blocks may be copied between two steps: as many as take a quarter of the ITL target by
 * what copies were measured to take, so that running streams do not stall; any number while nobody
 * waits for a token. Pure; not thread-safe.
 */
final class CopyBudget {
    private static final int UNMEASURED = 8;
    private static final double NEWEST = 0.2;

    private final long limitNanos;
    private double blockNanos;
    private long left = Long.MAX_VALUE;

    /**
     * @param limitNanos how long copies may take while streams run; 0 = any time
     */
    CopyBudget(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /**
     * Another step is to come.
     *
     * @param streams somebody waits for a token
     */
    void begin(boolean streams) {
        if (!streams || limitNanos == 0) {
            left = Long.MAX_VALUE;
        } else {
            left = blockNanos == 0 ? UNMEASURED : (long) Math.max(1, limitNanos / blockNanos);
        }
    }

    /**
     * @return how many of so many blocks may be copied now
     */
    int take(int blocks) {
        int granted = (int) Math.min(blocks, left);
        left -= granted;
        return granted;
    }

    /**
     * @param nanos that the copies took
     * @param blocks how many there were, at least 1
     */
    void measured(long nanos, int blocks) {
        double each = (double) nanos / blocks;
        blockNanos += blockNanos == 0 ? each : NEWEST * (each - blockNanos);
    }
}
