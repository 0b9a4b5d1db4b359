package io.aifactory.schedulercore.disaggregation;

import io.aifactory.schedulercore.routing.RoutingEvent;

/** A rule for where a prompt is computed. Not thread-safe; may keep what it has learned. */
public interface SplitRule {
    /** Its name in tables and records. */
    String name();

    /**
     * Decides for one request, when it comes.
     *
     * @param nowNanos the caller's monotonic clock
     */
    Split decide(SplitQuestion question, long nowNanos);

    /**
     * What came of decisions: steps of all workers, and first and last tokens as the client gets
     * them, from the worker that decodes. Most rules need not know.
     */
    default void observed(RoutingEvent event) {}

    /**
     * The decision.
     *
     * @param remote the prompt is computed by the other worker and its KV cache handed over
     * @param why in words
     */
    record Split(boolean remote, String why) {}
}
