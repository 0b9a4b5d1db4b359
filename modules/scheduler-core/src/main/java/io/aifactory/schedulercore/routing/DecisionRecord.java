package io.aifactory.schedulercore.routing;

import java.util.List;
import java.util.Optional;

/**
 * Why a request went where it went, and what came of it.
 *
 * @param request what was to be placed
 * @param policy name of the policy that chose
 * @param candidates all that could have been chosen
 * @param chosen worker id of the choice
 * @param outcome after the request has ended, where the policy keeps track
 */
public record DecisionRecord(
        RequestFeatures request,
        String policy,
        List<ScoredCandidate> candidates,
        String chosen,
        Optional<DecisionOutcome> outcome) {
    public DecisionRecord {
        candidates = List.copyOf(candidates);
        boolean found = false;
        for (int i = 0; i < candidates.size() && !found; i++) {
            found = candidates.get(i).workerId().equals(chosen);
        }
        if (!found) {
            throw new IllegalArgumentException(chosen + " is not a candidate");
        }
    }

    /** Of which nothing has come yet. */
    public DecisionRecord(
            RequestFeatures request,
            String policy,
            List<ScoredCandidate> candidates,
            String chosen) {
        this(request, policy, candidates, chosen, Optional.empty());
    }

    /** The same, now that the request has ended. */
    public DecisionRecord with(DecisionOutcome cameOfIt) {
        return new DecisionRecord(request, policy, candidates, chosen, Optional.of(cameOfIt));
    }
}
