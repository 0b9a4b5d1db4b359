package io.aifactory.schedulercore.admission;

import java.util.Comparator;

/**
 * A request in its place.
 *
 * @param dueNanos when it is due on the queue's own clock, which begins at 0
 * @param order of arrival
 * @param promise what is left of it
 */
record Entry<T>(
        QueuedRequest<T> request, Flow<T> flow, long dueNanos, long order, Turn.Promise promise) {
    /**
     * Deadlines closer than this are equal: no engine step is so short that a difference could
     * show.
     */
    private static final long GRAIN_NANOS = 1_000_000;

    /**
     * Earliest deadline first; among equal ones the shortest for its weight (Smith, Naval Research
     * Logistics Quarterly 3, 1956: all weights inside a tenant are equal), then the order of
     * arrival.
     */
    static final Comparator<Entry<?>> DUE =
            Comparator.<Entry<?>>comparingLong(e -> Math.floorDiv(e.dueNanos, GRAIN_NANOS))
                    .thenComparingDouble(e -> e.request.cost())
                    .thenComparingLong(Entry::order);

    /** Those who lost their worker: who came first goes first. */
    static final Comparator<Entry<?>> ARRIVAL =
            Comparator.<Entry<?>>comparingLong(Entry::dueNanos).thenComparingLong(Entry::order);
}
