package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.routing.RoutingEvent;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The cost of NVIDIA Dynamo 1.0 and 1.1: {@code overlap weight · blocks to be computed + blocks
 * that decode}, where those held are not to be computed.
 */
public final class DynamoOneZero implements Router {
    private final double overlapWeight;
    private final RandomGenerator random;
    private final ActiveBlocks active = new ActiveBlocks();

    /**
     * @param overlapWeight at least 0; as shipped 1
     */
    public DynamoOneZero(double overlapWeight, RandomGenerator random) {
        this.overlapWeight = Parameters.notNegative("weight", overlapWeight);
        this.random = random;
    }

    @Override
    public String policy() {
        return "dynamo-1.0";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        double[] costs = candidates.stream().mapToDouble(c -> cost(request, c)).toArray();
        int chosen = Choice.smallest(costs, random);
        active.placed(request, candidates.get(chosen).workerId());
        return Choice.record(request, policy(), candidates, costs, chosen);
    }

    @Override
    public void observed(RoutingEvent event) {
        active.observed(event);
    }

    private double cost(RequestFeatures request, Candidate candidate) {
        double prefill =
                candidate.load().pendingPromptTokens()
                        + (double) request.promptTokens()
                        - candidate.cachedTokens();
        return cost(
                prefill / request.blocks().blockTokens(),
                active.count(candidate.workerId())
                        + active.additional(request, candidate.workerId()));
    }

    double cost(double prefillBlocks, double decodeBlocks) {
        return overlapWeight * prefillBlocks + decodeBlocks;
    }
}
