package io.aifactory.factory.supervision;

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
    /**
     * Beyond this many doublings every limit in use is reached; keeps the shift from overflowing.
     */
    private static final int MOST_DOUBLINGS = 30;

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
        Duration doubled = initial.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return doubled.compareTo(limit) > 0 ? limit : doubled;
    }

    public Backoff afterFailure() {
        return new Backoff(initial, limit, failures + 1);
    }

    /** What failed before no longer counts. */
    public Backoff afterSuccess() {
        return new Backoff(initial, limit, 0);
    }
}
