package io.aifactory.schedulercore.routing;

import java.util.List;

/** A routing policy. Not thread-safe; may keep state such as a turn or a random source. */
public interface Router {
    /** Its name in records and configuration, for example {@code least-loaded}. */
    String policy();

    /**
     * Chooses one of the candidates.
     *
     * @param candidates at least one, in a stable order
     * @param nowNanos the caller's monotonic clock; all times of one router are from one clock
     * @throws IllegalArgumentException if there are none
     */
    DecisionRecord route(RequestFeatures request, List<Candidate> candidates, long nowNanos);

    /** What came of decisions; of one worker in the order of time. Most policies need not know. */
    default void observed(RoutingEvent event) {}
}
