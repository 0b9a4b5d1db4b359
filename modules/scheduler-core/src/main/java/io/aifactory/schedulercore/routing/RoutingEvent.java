package io.aifactory.schedulercore.routing;

import io.aifactory.economics.step.StepContent;

/** What happens on workers after requests were placed; policies that learn or keep books use it. */
public sealed interface RoutingEvent {
    /**
     * A worker has done a step.
     *
     * @param nanos that it took
     * @param joules that it used; NaN where no meter says
     */
    record StepObserved(String workerId, StepContent content, long nanos, double joules)
            implements RoutingEvent {}

    /** The prompt of a request is computed. */
    record FirstToken(String requestId, String workerId, long nowNanos) implements RoutingEvent {}

    /**
     * A request has ended, in whatever way.
     *
     * @param outputTokens that it generated
     */
    record Finished(String requestId, String workerId, int outputTokens, long nowNanos)
            implements RoutingEvent {}

    /**
     * A request has left its worker before its end, because the worker was lost or nobody waits any
     * more; how long it would have become is not known.
     */
    record Abandoned(String requestId, String workerId) implements RoutingEvent {}

    /** A worker is gone, with all that it held. */
    record WorkerGone(String workerId) implements RoutingEvent {}
}
