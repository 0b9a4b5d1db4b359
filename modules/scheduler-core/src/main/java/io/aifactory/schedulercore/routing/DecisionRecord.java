package io.aifactory.schedulercore.routing;

import java.util.List;

/**
 * Why a request went where it went.
 *
 * @param request what was to be placed
 * @param policy name of the policy that chose
 * @param candidates all that could have been chosen
 * @param chosen worker id of the choice
 */
public record DecisionRecord(
        RequestFeatures request, String policy, List<ScoredCandidate> candidates, String chosen) {
    public DecisionRecord {
        candidates = List.copyOf(candidates);
        if (candidates.stream().noneMatch(c -> c.workerId().equals(chosen))) {
            throw new IllegalArgumentException(chosen + " is not a candidate");
        }
    }
}
