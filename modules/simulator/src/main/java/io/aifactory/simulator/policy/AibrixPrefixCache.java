package io.aifactory.simulator.policy;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * AIBrix' {@code prefix-cache} (v0.7): among workers that hold something of the prompt, the largest
 * share first and of equal ones the fewest running, the first whose running requests are not above
 * the mean by more than the deviation; none → the fewest running. When running requests are too far
 * apart, only the least loaded count.
 */
public final class AibrixPrefixCache implements Router {
    private final double imbalance;
    private final double deviations;
    private final Random random;

    /**
     * @param imbalance difference of running requests that is too far; as shipped 8
     * @param deviations standard deviations above the mean that are allowed; as shipped 1
     */
    public AibrixPrefixCache(double imbalance, double deviations, RandomGenerator random) {
        this.imbalance = Parameters.notNegative("imbalance", imbalance);
        this.deviations = Parameters.notNegative("deviations", deviations);
        this.random = new Random(random.nextLong());
    }

    @Override
    public String policy() {
        return "aibrix-prefix";
    }

    @Override
    public DecisionRecord route(
            RequestFeatures request, List<Candidate> candidates, long nowNanos) {
        Choice.requireAny(candidates);
        List<Candidate> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, random);
        int least = shuffled.stream().mapToInt(AibrixPrefixCache::requests).min().orElse(0);
        int most = shuffled.stream().mapToInt(AibrixPrefixCache::requests).max().orElse(0);
        if (most - least > imbalance) {
            shuffled.removeIf(c -> requests(c) != least);
        }
        double bound = bound(shuffled.stream().mapToInt(AibrixPrefixCache::requests).toArray());
        Optional<Candidate> matching =
                shuffled.stream()
                        .filter(c -> c.cachedTokens() > 0)
                        .sorted(
                                Comparator.comparingInt(Candidate::cachedTokens)
                                        .reversed()
                                        .thenComparingInt(AibrixPrefixCache::requests))
                        .filter(c -> requests(c) <= bound)
                        .findFirst();
        Candidate chosen =
                matching.orElseGet(() ->
                        shuffled.stream()
                                .min(Comparator.comparingInt(AibrixPrefixCache::requests))
                                .orElseThrow());
        double[] costs = candidates.stream().mapToDouble(AibrixPrefixCache::requests).toArray();
        return Choice.record(request, policy(), candidates, costs, candidates.indexOf(chosen));
    }

    /** Mean plus the deviations allowed (of the whole population). */
    double bound(int[] running) {
        double mean = 0;
        for (int r : running) {
            mean += (double) r / running.length;
        }
        double variance = 0;
        for (int r : running) {
            variance += (r - mean) * (r - mean) / running.length;
        }
        return mean + deviations * Math.sqrt(variance);
    }

    private static int requests(Candidate candidate) {
        return candidate.load().sequences();
    }
}
