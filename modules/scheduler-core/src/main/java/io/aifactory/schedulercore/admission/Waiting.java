package io.aifactory.schedulercore.admission;

/**
 * A request in the queue.
 *
 * @param item what waits
 * @param tenant who pays
 * @param sinceNanos when it came, on the caller's monotonic clock
 */
public record Waiting<T>(T item, String tenant, long sinceNanos) {}
