package io.aifactory.simulator.trace;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The same requests at other times. */
public final class Reshaping {
    private Reshaping() {}

    /**
     * Faster or slower.
     *
     * @param speedUp above 1 = more requests per second; positive and finite
     */
    public static List<Arrival> scaled(List<Arrival> arrivals, double speedUp) {
        if (!(speedUp > 0) || Double.isInfinite(speedUp)) {
            throw new IllegalArgumentException("a speed-up is a positive number, not " + speedUp);
        }
        return speedUp == 1
                ? arrivals
                : arrivals.stream().map(a -> a.at(Math.round(a.nanos() / speedUp))).toList();
    }

    /**
     * Each a little later, by a time drawn evenly from [0, seconds). Published traces of which the
     * clock ticks every few seconds would else reward a policy for how it treats bursts that were
     * never there.
     *
     * @param seconds at least 0
     */
    public static List<Arrival> jittered(List<Arrival> arrivals, double seconds, long seed) {
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("jitter is a time from 0 s, not " + seconds);
        }
        SplittableRandom random = new SplittableRandom(seed);
        return arrivals.stream()
                .map(a -> a.at(a.nanos() + (long) (random.nextDouble() * seconds * 1e9)))
                .sorted(Comparator.comparingLong(Arrival::nanos))
                .toList();
    }
}
