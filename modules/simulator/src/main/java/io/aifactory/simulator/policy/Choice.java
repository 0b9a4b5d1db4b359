package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.ScoredCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What all policies here have in common: a cost for each candidate, and a fair draw among equals.
 */
final class Choice {
    private Choice() {}

    static void requireAny(List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no candidates");
        }
    }

    /** The smallest of the costs; the k-th equal one replaces the former with probability 1/k. */
    static int smallest(double[] costs, RandomGenerator random) {
        int best = 0;
        int ties = 1;
        for (int i = 1; i < costs.length; i++) {
            if (costs[i] < costs[best]) {
                best = i;
                ties = 1;
            } else if (costs[i] == costs[best] && random.nextInt(++ties) == 0) {
                best = i;
            }
        }
        return best;
    }

    /** The record of a choice by cost. */
    static DecisionRecord record(
            RequestFeatures request,
            String policy,
            List<Candidate> candidates,
            double[] costs,
            int chosen) {
        List<ScoredCandidate> scored = new ArrayList<>(costs.length);
        for (int i = 0; i < costs.length; i++) {
            scored.add(new ScoredCandidate(candidates.get(i).workerId(), Map.of(), costs[i]));
        }
        return new DecisionRecord(request, policy, scored, candidates.get(chosen).workerId());
    }
}
