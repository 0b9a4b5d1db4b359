package io.aifactory.factory.supervision;

/**
 * Tokens per second between two readings of a counter that starts again at 0 with each process.
 *
 * @param total the last reading
 * @param atNanos when it was taken
 * @param tokensPerSecond between the last two readings
 */
record TokenRate(long total, long atNanos, double tokensPerSecond) {
    private static final double NANOS = 1e9;

    static TokenRate starting(long atNanos) {
        return new TokenRate(0, atNanos, 0);
    }

    TokenRate reading(long newTotal, long nowNanos) {
        long tokens = newTotal - total;
        long nanos = nowNanos - atNanos;
        if (nanos <= 0) {
            return this;
        }
        return new TokenRate(newTotal, nowNanos, tokens < 0 ? 0 : tokens * NANOS / nanos);
    }
}
