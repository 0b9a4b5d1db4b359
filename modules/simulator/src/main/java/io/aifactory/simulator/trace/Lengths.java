package io.aifactory.simulator.trace;

import java.util.SplittableRandom;

/**
 * Log-normal lengths.
 *
 * @param median half are shorter; at least 1
 * @param spread standard deviation of the logarithm; 0 = all equal
 * @param longest longer ones are cut; at least 1
 */
public record Lengths(double median, double spread, int longest) {
    public Lengths {
        if (!(median >= 1 && median <= TraceLines.MOST_TOKENS)
                || !(spread >= 0 && spread <= 10)
                || longest < 1
                || longest > TraceLines.MOST_TOKENS) {
            throw new IllegalArgumentException(
                    "lengths have a median from 1, a spread from 0 to 10 and a longest from 1, not "
                            + median
                            + ", "
                            + spread
                            + ", "
                            + longest);
        }
    }

    int draw(SplittableRandom random) {
        double tokens = median * Math.exp(spread * random.nextGaussian());
        return Math.clamp(Math.round(tokens), 1, longest);
    }
}
