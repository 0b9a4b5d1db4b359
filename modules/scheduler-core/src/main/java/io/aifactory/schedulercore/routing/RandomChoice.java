package io.aifactory.schedulercore.routing;

import java.util.List;
import java.util.random.RandomGenerator;

/** Any of them with equal probability. A baseline. */
public final class RandomChoice implements Router {
    private final RandomGenerator random;

    public RandomChoice(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String policy() {
        return "random";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidates");
        }
        return new DecisionRecord(
                request,
                policy(),
                candidates.stream().map(LeastLoaded::scored).toList(),
                candidates.get(random.nextInt(candidates.size())).workerId());
    }
}
