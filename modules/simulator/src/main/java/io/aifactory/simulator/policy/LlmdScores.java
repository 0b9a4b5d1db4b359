package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import java.util.List;

/** The scorers of llm-d's router (source of 2026), each from 0 to 1, the larger the better. */
final class LlmdScores {
    private LlmdScores() {}

    /** Fewest requests waiting inside the worker; all equal → 1. */
    static double[] queue(List<Candidate> candidates) {
        double[] queued = candidates.stream().mapToDouble(c -> c.load().queued()).toArray();
        double most = max(queued);
        double least = min(queued);
        double[] scores = new double[queued.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = most == least ? 1 : (most - queued[i]) / (most - least);
        }
        return scores;
    }

    /** Room in the KV cache. */
    static double kvCache(Candidate candidate) {
        return 1 - candidate.load().kvUsage();
    }

    /** Share of the prompt's blocks that the worker holds. */
    static double prefix(RequestFeatures request, Candidate candidate) {
        int total = request.blocks().count();
        return total == 0
                ? 0
                : (double) candidate.cachedTokens() / request.blocks().blockTokens() / total;
    }

    static double max(double[] values) {
        double most = values[0];
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    static double min(double[] values) {
        double least = values[0];
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }
}
