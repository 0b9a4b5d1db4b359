package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import java.util.List;
import java.util.random.RandomGenerator;

/** The worker with the fewest requests in flight; ties are drawn evenly. */
public final class LeastRequest implements Router {
    private final RandomGenerator random;

    public LeastRequest(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String policy() {
        return "least-request";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        double[] costs = candidates.stream().mapToDouble(c -> c.load().sequences()).toArray();
        return Choice.record(request, policy(), candidates, costs, Choice.smallest(costs, random));
    }
}
