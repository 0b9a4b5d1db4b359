package io.aifactory.schedulercore.routing;

import io.aifactory.schedulercore.load.WorkerLoad;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The worker with the smallest share of its slots in use. Ties go to the fewest prompt tokens still
 * to be computed, then to the one that was given the fewest requests so far, so that idle workers
 * take turns instead of the first one taking all.
 */
public final class LeastLoaded implements Router {
    private static final Comparator<Candidate> ORDER =
            Comparator.<Candidate>comparingDouble(c -> c.load().occupancy())
                    .thenComparingLong(c -> c.load().pendingPromptTokens())
                    .thenComparingLong(c -> c.load().assignedTotal());

    @Override
    public String policy() {
        return "least-loaded";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Candidate chosen =
                candidates.stream()
                        .min(ORDER)
                        .orElseThrow(() -> new IllegalArgumentException("no candidates"));
        return new DecisionRecord(
                request,
                policy(),
                candidates.stream().map(LeastLoaded::scored).toList(),
                chosen.workerId());
    }

    static ScoredCandidate scored(Candidate candidate) {
        WorkerLoad load = candidate.load();
        Map<String, Double> terms = new LinkedHashMap<>();
        terms.put("occupancy", load.occupancy());
        terms.put("pendingPromptTokens", (double) load.pendingPromptTokens());
        terms.put("assignedTotal", (double) load.assignedTotal());
        return new ScoredCandidate(candidate.workerId(), terms, load.occupancy());
    }
}
