package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * llm-d's weighted scorers with its picker of the largest sum: queue, KV cache and prefix. Its
 * default profile has weights 2, 2 and 3 (chart of 2026).
 */
public final class LlmdWeighted implements Router {
    private final double prefixWeight;
    private final double queueWeight;
    private final double kvWeight;
    private final RandomGenerator random;

    /** Weights are at least 0. */
    public LlmdWeighted(
            double prefixWeight, double queueWeight, double kvWeight, RandomGenerator random) {
        this.prefixWeight = Parameters.notNegative("prefix", prefixWeight);
        this.queueWeight = Parameters.notNegative("queue", queueWeight);
        this.kvWeight = Parameters.notNegative("kv", kvWeight);
        this.random = random;
    }

    @Override
    public String policy() {
        return "llm-d";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        double[] queue = LlmdScores.queue(candidates);
        double[] costs = new double[candidates.size()];
        for (int i = 0; i < costs.length; i++) {
            Candidate candidate = candidates.get(i);
            costs[i] =
                    -(prefixWeight * LlmdScores.prefix(request, candidate)
                            + queueWeight * queue[i]
                            + kvWeight * LlmdScores.kvCache(candidate));
        }
        return Choice.record(request, policy(), candidates, costs, Choice.smallest(costs, random));
    }
}
