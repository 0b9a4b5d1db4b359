package io.aifactory.schedulercore.routing;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The less loaded of two different workers drawn at random (Mitzenmacher, "The power of two choices
 * in randomized load balancing", IEEE TPDS 2001). A baseline.
 */
public final class PowerOfTwoChoices implements Router {
    private final RandomGenerator random;

    public PowerOfTwoChoices(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String policy() {
        return "power-of-two";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidates");
        }
        List<ScoredCandidate> scored = candidates.stream().map(LeastLoaded::scored).toList();
        ScoredCandidate chosen = scored.getFirst();
        if (scored.size() > 1) {
            int first = random.nextInt(scored.size());
            int other = random.nextInt(scored.size() - 1);
            ScoredCandidate a = scored.get(first);
            ScoredCandidate b = scored.get(other < first ? other : other + 1);
            chosen = b.score() < a.score() ? b : a;
        }
        return new DecisionRecord(request, policy(), scored, chosen.workerId());
    }
}
