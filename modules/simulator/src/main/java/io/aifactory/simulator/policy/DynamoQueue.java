package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.simulator.Gate;
import java.util.List;

/**
 * Dynamo's router queue before a router: a request is held while all workers have more prompt
 * tokens in flight than the threshold allows. As in its source (2026), without priorities.
 */
public final class DynamoQueue implements Router, Gate {
    /** Who of those held goes first. */
    public enum Order {
        /** First come, first served. */
        FCFS,
        /** Last come, first served. */
        LCFS,
        /** Weighted shortest processing time: the fewest tokens to be computed. */
        WSPT
    }

    private final Router router;
    private final double mostActiveTokens;
    private final Order order;

    /**
     * @param router chooses for those that are not held
     * @param threshold steps' worth of prompt tokens; as shipped 16
     * @param tokenBudget of a step
     */
    public DynamoQueue(Router router, double threshold, int tokenBudget, Order order) {
        this.router = router;
        this.mostActiveTokens = Parameters.notNegative("threshold", threshold) * tokenBudget;
        this.order = order;
    }

    @Override
    public String policy() {
        return router.policy() + "+queue-" + order.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        DecisionRecord decision = router.route(request, candidates, nowNanos);
        return new DecisionRecord(request, policy(), decision.candidates(), decision.chosen());
    }

    @Override
    public void observed(RoutingEvent event) {
        router.observed(event);
    }

    @Override
    public Verdict judge(RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        boolean allBusy =
                candidates.stream()
                        .allMatch(c -> c.load().pendingPromptTokens() > mostActiveTokens);
        return allBusy ? Verdict.HOLD : Verdict.ROUTE;
    }

    @Override
    public double rank(RequestFeatures request, List<Candidate> candidates, double arrivalSeconds) {
        int cached = candidates.stream().mapToInt(Candidate::cachedTokens).max().orElse(0);
        return rank(order, 0, arrivalSeconds, request.promptTokens() - cached);
    }

    /**
     * @param priorityJump negative ones count as 0
     * @param arrivalSeconds since the start
     * @param newTokens of the prompt that no eligible worker holds
     */
    static double rank(Order order, double priorityJump, double arrivalSeconds, double newTokens) {
        double jump = Math.max(0, priorityJump);
        return switch (order) {
            case FCFS -> jump - arrivalSeconds;
            case LCFS -> jump + arrivalSeconds;
            case WSPT -> (1 + jump) / Math.max(1, newTokens);
        };
    }
}
