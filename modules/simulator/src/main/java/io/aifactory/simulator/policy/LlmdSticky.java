package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * llm-d's "sticky until saturated" (guides since August 2026): workers that hold most of the
 * prompt, unless the best of them has too many more uncached tokens in flight than the best other;
 * then, among those left, the fewest tokens to be computed with this prompt.
 */
public final class LlmdSticky implements Router {
    private final double affinity;
    private final double tau;
    private final RandomGenerator random;

    /**
     * @param affinity share of the prompt's blocks from which a worker counts as its home; 0.8
     * @param tau lead in uncached tokens in flight beyond which all workers are allowed; 286,720 =
     *     20,480 tokens/s × 14 s
     */
    public LlmdSticky(double affinity, double tau, RandomGenerator random) {
        this.affinity = Parameters.share("affinity", affinity);
        this.tau = Parameters.notNegative("tau", tau);
        this.random = random;
    }

    @Override
    public String policy() {
        return "llm-d-sticky";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        int count = candidates.size();
        boolean[] home = new boolean[count];
        double bestHome = Double.POSITIVE_INFINITY;
        double bestOther = Double.POSITIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            double pending = candidates.get(i).load().pendingPromptTokens();
            home[i] = LlmdScores.prefix(request, candidates.get(i)) >= affinity;
            bestHome = home[i] ? Math.min(bestHome, pending) : bestHome;
            bestOther = home[i] ? bestOther : Math.min(bestOther, pending);
        }
        if (Double.isInfinite(bestHome) || bestHome - bestOther > tau) {
            Arrays.fill(home, true);
        }
        double[] costs = new double[count];
        for (int i = 0; i < count; i++) {
            Candidate c = candidates.get(i);
            costs[i] =
                    home[i]
                            ? c.load().pendingPromptTokens()
                                    + (double) request.promptTokens()
                                    - c.cachedTokens()
                            : Double.POSITIVE_INFINITY;
        }
        return Choice.record(request, policy(), candidates, costs, Choice.smallest(costs, random));
    }
}
