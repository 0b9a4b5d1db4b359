package io.aifactory.schedulercore.routing;

import java.util.List;

/** One after the other, whatever they do. A baseline. */
public final class RoundRobin implements Router {
    private long turn;

    @Override
    public String policy() {
        return "round-robin";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidates");
        }
        int index = (int) (turn++ % candidates.size());
        return new DecisionRecord(
                request,
                policy(),
                candidates.stream().map(LeastLoaded::scored).toList(),
                candidates.get(index).workerId());
    }
}
