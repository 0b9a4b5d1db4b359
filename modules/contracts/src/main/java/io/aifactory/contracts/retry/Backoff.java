package io.aifactory.contracts.retry;

import java.time.Duration;

/**
 * How long to wait before the next attempt: nothing has failed = no wait, then the initial wait,
 * doubled with each further failure up to the limit.
 *
 * @param initial wait after the first failure; positive
 * @param limit longest wait; at least {@code initial}
 * @param failures in a row
 */
public record Backoff(Duration initial, Duration limit, int failures) {
    /** Keeps the shift from overflowing; the wait stays where it is after so many. */
    private static final int MOST_DOUBLINGS = 62;

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Backoff {
        if (!initial.isPositive() || limit.compareTo(initial) < 0 || failures < 0) {
            throw new IllegalArgumentException(
                    "not a back-off: " + initial + ", " + limit + ", " + failures);
        }
    }

    public static Backoff fresh(Duration initial, Duration limit) {
        return new Backoff(initial, limit, 0);
    }

    public Duration delay() {
        if (failures == 0) {
            return Duration.ZERO;
        }
        long factor = 1L << Math.min(failures - 1, MOST_DOUBLINGS);
        boolean beyond = limit.dividedBy(factor).compareTo(initial) < 0;
        return beyond ? limit : initial.multipliedBy(factor);
    }

    public Backoff afterFailure() {
        return after(failures == Integer.MAX_VALUE ? failures : failures + 1);
    }

    /** What failed before no longer counts. */
    public Backoff afterSuccess() {
        return after(0);
    }

    /**
     * For those who count themselves.
     *
     * @param count failures in a row
     */
    public Backoff after(int count) {
        return new Backoff(initial, limit, count);
    }
}
