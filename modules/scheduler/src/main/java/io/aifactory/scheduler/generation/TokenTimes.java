package io.aifactory.scheduler.generation;

/** When the tokens of one sequence came. Not thread-safe. */
final class TokenTimes {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long arrivalNanos;
    private long firstNanos;
    private long lastNanos;
    private int tokens;

    TokenTimes(long arrivalNanos) {
        this.arrivalNanos = arrivalNanos;
    }

    void came(int count, long nanos) {
        if (tokens == 0) {
            firstNanos = nanos;
        }
        lastNanos = nanos;
        tokens += count;
    }

    double firstTokenMillis() {
        return tokens == 0 ? 0 : (firstNanos - arrivalNanos) / NANOS_PER_MILLI;
    }

    /** Mean time between tokens; 0 with fewer than two. */
    double tokenMillis() {
        return tokens < 2 ? 0 : (lastNanos - firstNanos) / NANOS_PER_MILLI / (tokens - 1);
    }
}
