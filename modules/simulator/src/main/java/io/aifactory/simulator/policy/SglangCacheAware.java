package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import java.util.Comparator;
import java.util.List;

/**
 * The cache-aware policy of SGLang's router (now Shepherd Model Gateway; source of 2026): the owner
 * of the longest match if it covers enough of the prompt, else the least loaded; when loads are too
 * far apart, always the least loaded. Matches are those of the workers' caches, not of a tree of
 * its own.
 */
public final class SglangCacheAware implements Router {
    private static final Comparator<Candidate> LEAST_LOADED =
            Comparator.<Candidate>comparingInt(c -> c.load().sequences())
                    .thenComparingLong(c -> c.load().assignedTotal());

    private final double cacheThreshold;
    private final double absolute;
    private final double relative;

    /**
     * @param cacheThreshold share of the prompt that a match must exceed; 0.5 in code, 0.3 on the
     *     command line
     * @param absolute difference of loads that is too far; 32, or 64 on the command line
     * @param relative quotient of loads that is too far; 1.1, or 1.5 on the command line
     */
    public SglangCacheAware(double cacheThreshold, double absolute, double relative) {
        this.cacheThreshold = Parameters.share("threshold", cacheThreshold);
        this.absolute = Parameters.notNegative("abs", absolute);
        this.relative = Parameters.notNegative("rel", relative);
    }

    @Override
    public String policy() {
        return "sglang";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        Candidate least = candidates.stream().min(LEAST_LOADED).orElseThrow();
        Candidate owner =
                candidates.stream()
                        .max(Comparator.comparingInt(Candidate::cachedTokens))
                        .orElseThrow();
        int most = candidates.stream().mapToInt(c -> c.load().sequences()).max().orElse(0);
        boolean uneven = isUneven(least.load().sequences(), most);
        double rate = (double) owner.cachedTokens() / Math.max(1, request.promptTokens());
        Candidate chosen = !uneven && rate > cacheThreshold ? owner : least;
        double[] costs = candidates.stream().mapToDouble(c -> c.load().sequences()).toArray();
        return Choice.record(request, policy(), candidates, costs, candidates.indexOf(chosen));
    }

    boolean isUneven(int least, int most) {
        return most - least > absolute && most > relative * least;
    }
}
