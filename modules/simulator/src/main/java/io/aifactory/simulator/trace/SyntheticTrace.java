package io.aifactory.simulator.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Poisson arrivals with log-normal lengths.
 *
 * @param requestsPerSecond mean rate
 * @param requests how many
 * @param medianPromptTokens half of the prompts are shorter
 * @param medianOutputTokens half of the answers are shorter
 * @param spread standard deviation of the logarithm of both lengths; 0 = all equal
 */
public record SyntheticTrace(
        double requestsPerSecond,
        int requests,
        int medianPromptTokens,
        int medianOutputTokens,
        double spread) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int LONGEST = 131_072;

    public List<Arrival> generate(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>(requests);
        double seconds = 0;
        for (int i = 0; i < requests; i++) {
            seconds += -Math.log(1 - random.nextDouble()) / requestsPerSecond;
            arrivals.add(
                    new Arrival(
                            (long) (seconds * NANOS_PER_SECOND),
                            length(medianPromptTokens, random),
                            length(medianOutputTokens, random)));
        }
        return arrivals;
    }

    private int length(int median, SplittableRandom random) {
        double tokens = median * Math.exp(spread * random.nextGaussian());
        return Math.clamp(Math.round(tokens), 1, LONGEST);
    }
}
