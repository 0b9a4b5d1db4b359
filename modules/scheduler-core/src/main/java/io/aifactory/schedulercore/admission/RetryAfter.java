package io.aifactory.schedulercore.admission;

import java.time.Duration;

/**
 * When it makes sense to come back: the time in which the queue ahead would be served, by Little's
 * law over a moving average of service times.
 */
public final class RetryAfter {
    /** Weight of the newest service time in the moving average. */
    private static final double NEWEST = 0.1;

    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private double meanServiceNanos = Duration.ofSeconds(1).toNanos();
    private boolean observed;

    /** A request held its slot for this long. */
    public void served(long nanos) {
        meanServiceNanos =
                observed ? meanServiceNanos + NEWEST * (nanos - meanServiceNanos) : nanos;
        observed = true;
    }

    /**
     * @param queued requests that wait
     * @param slots places on all workers
     * @return between half a second and a minute
     */
    public Duration estimate(int queued, int slots) {
        double nanos = meanServiceNanos * (queued + 1) / Math.max(1, slots);
        long clamped = Math.clamp((long) nanos, SHORTEST.toNanos(), LONGEST.toNanos());
        return Duration.ofNanos(clamped);
    }
}
