package io.aifactory.simulator;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import java.util.List;

/**
 * Port: who waits in front of the router. A policy that is a gate too is asked before each choice.
 */
public interface Gate {
    /** What becomes of a request now. */
    enum Verdict {
        ROUTE,
        HOLD,
        REFUSE
    }

    /** Lets everybody through at once. */
    Gate OPEN = (request, candidates, nowNanos) -> Verdict.ROUTE;

    /** Asked at the arrival, and again for the first in rank when anything on a worker changes. */
    Verdict judge(RequestFeatures request, List<Candidate> candidates, long nowNanos);

    /**
     * Place among those held, fixed when it is held; the largest goes first.
     *
     * @param arrivalSeconds since the start of the run
     */
    default double rank(
            RequestFeatures request, List<Candidate> candidates, double arrivalSeconds) {
        return -arrivalSeconds;
    }
}
