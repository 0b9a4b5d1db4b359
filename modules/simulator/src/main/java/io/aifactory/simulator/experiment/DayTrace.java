package io.aifactory.simulator.experiment;

import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A day of requests: a rate that rises and falls as a cosine between a night and a noon, wanders
 * around it (an autoregressive process of its logarithm), and Poisson arrivals. Lengths are
 * log-normal with the medians and means of Azure's conversation trace of 2023 (prompts 1,020 and
 * 1,155, outputs 129 and 211), cut at its longest.
 *
 * @param seconds of the day; a shorter day is a harder one
 * @param nightRate requests per second at its beginning and end; at least 0
 * @param noonRate requests per second in the middle; above 0 and at least nightRate
 * @param wander standard deviation of the logarithm of the rate around the cosine
 */
record DayTrace(double seconds, double nightRate, double noonRate, double wander) {
    private static final double MEDIAN_PROMPT = 1_020;
    private static final double PROMPT_SPREAD = 0.5;
    private static final int LONGEST_PROMPT = 14_050;
    private static final double MEDIAN_OUTPUT = 129;
    private static final double OUTPUT_SPREAD = 1.0;
    private static final int LONGEST_OUTPUT = 1_000;
    private static final double WANDER_SECONDS = 180;
    private static final double NANOS_PER_SECOND = 1e9;

    List<Arrival> generate(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>();
        double keep = Math.exp(-1 / WANDER_SECONDS);
        double level = random.nextGaussian() * wander;
        for (int second = 0; second < seconds; second++) {
            level = keep * level + Math.sqrt(1 - keep * keep) * wander * random.nextGaussian();
            double rate = rate(second) * Math.exp(level);
            double at = gap(rate, random);
            while (at < 1) {
                arrivals.add(
                        new Arrival(
                                (long) ((second + at) * NANOS_PER_SECOND),
                                length(MEDIAN_PROMPT, PROMPT_SPREAD, LONGEST_PROMPT, random),
                                length(MEDIAN_OUTPUT, OUTPUT_SPREAD, LONGEST_OUTPUT, random)));
                at += gap(rate, random);
            }
        }
        return arrivals;
    }

    long nanos() {
        return (long) (seconds * NANOS_PER_SECOND);
    }

    private double rate(double second) {
        double height = (1 - Math.cos(2 * Math.PI * second / seconds)) / 2;
        return nightRate + (noonRate - nightRate) * height;
    }

    private static double gap(double rate, SplittableRandom random) {
        return rate > 0 ? -Math.log(1 - random.nextDouble()) / rate : Double.POSITIVE_INFINITY;
    }

    private static int length(double median, double spread, int longest, SplittableRandom random) {
        return (int) Math.clamp(median * Math.exp(spread * random.nextGaussian()), 1, longest);
    }
}
