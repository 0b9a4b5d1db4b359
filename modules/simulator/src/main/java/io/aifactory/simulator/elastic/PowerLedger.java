package io.aifactory.simulator.elastic;

import java.util.Arrays;

/**
 * Joules of the fleet in each second, and by what they were used for. Grows with the time of the
 * simulation. Not thread-safe.
 */
public final class PowerLedger {
    /** What joules are used for. */
    public enum Use {
        /** Steps of the engine. */
        STEPS,
        /** A worker ready without work. */
        IDLE,
        /** A worker that does not serve yet. */
        STARTING
    }

    private static final long SECOND = 1_000_000_000L;
    private static final int LONGEST_SECONDS = 100_000_000;

    private double steps;
    private double idle;
    private double starting;
    private double[] seconds = new double[1_024];

    void add(long fromNanos, long toNanos, double watts, Use use) {
        if (toNanos <= fromNanos) {
            return;
        }
        double joules = watts * (toNanos - fromNanos) / SECOND;
        switch (use) {
            case STEPS -> steps += joules;
            case IDLE -> idle += joules;
            case STARTING -> starting += joules;
        }
        int last = (int) ((toNanos - 1) / SECOND);
        if (last >= seconds.length) {
            if (last >= LONGEST_SECONDS) {
                throw new IllegalArgumentException(
                        "a simulation of " + last + " s is too long; at most " + LONGEST_SECONDS);
            }
            seconds = Arrays.copyOf(seconds, Math.max(last + 1, 2 * seconds.length));
        }
        for (int second = (int) (fromNanos / SECOND); second <= last; second++) {
            long from = Math.max(fromNanos, second * SECOND);
            long to = Math.min(toNanos, (second + 1) * SECOND);
            seconds[second] += watts * (to - from) / SECOND;
        }
    }

    /** Joules used for this. */
    public double joules(Use use) {
        return switch (use) {
            case STEPS -> steps;
            case IDLE -> idle;
            case STARTING -> starting;
        };
    }

    /** Joules used in the second that begins so many seconds after the start; 0 before it. */
    public double joulesInSecond(int second) {
        return second < 0 || second >= seconds.length ? 0 : seconds[second];
    }

    /**
     * The highest mean power of so many seconds that follow each other, beginning with a whole
     * second.
     */
    public double highestMeanWatts(int windowSeconds) {
        double window = 0;
        double highest = 0;
        for (int second = 0; second < seconds.length; second++) {
            window += seconds[second] - joulesInSecond(second - windowSeconds);
            highest = Math.max(highest, window / windowSeconds);
        }
        return highest;
    }

    /** How many of such windows drew more than a budget (and a millionth of it, for rounding). */
    public int windowsAbove(double watts, int windowSeconds) {
        double window = 0;
        int above = 0;
        for (int second = 0; second < seconds.length; second++) {
            window += seconds[second] - joulesInSecond(second - windowSeconds);
            above += window / windowSeconds > watts * (1 + 1e-6) ? 1 : 0;
        }
        return above;
    }
}
