package io.aifactory.ingestion.job;

import java.time.Duration;

/**
 * How long to wait before the database is asked again: twice as long after every failure.
 *
 * @param first after one failure
 * @param longest never longer than this
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    /** Long enough for a server that starts again, short enough for somebody who waits. */
    public static final Backoff USUAL = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

    /**
     * @param failures in a row, at least 1
     */
    public Duration after(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
