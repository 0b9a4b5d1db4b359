package io.aifactory.schedulercore.admission;

/**
 * Time that begins at 0 with the first word of it and never goes back, whatever the caller's clock
 * does. Sums stay at the ends of what a long can hold.
 */
final class QueueClock {
    private boolean started;
    private long originNanos;
    private long now;

    void advance(long nowNanos) {
        if (!started) {
            started = true;
            originNanos = nowNanos;
        }
        now = Math.max(now, nowNanos - originNanos);
    }

    /** A time of the caller's clock; what lies in the future is now. */
    long at(long nanos) {
        return Math.min(now, nanos - originNanos);
    }

    /** So long from now. */
    long in(long delayNanos) {
        return sum(now, Math.max(0, delayNanos));
    }

    static long sum(long a, long b) {
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        return overflow ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }
}
