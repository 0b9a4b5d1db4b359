package io.aifactory.economics.cost;

import java.util.Arrays;

/**
 * Splits the energy of one engine step between the sequences that took part in it.
 *
 * <p>In whole nanojoules, so that the shares add up to the step exactly and the steps to the meter.
 * The base of a step (reading the weights, launching kernels, idle power) is there however many
 * sequences take part, so they share it evenly; the rest follows the work each of them caused. That
 * one decode step costs {@code c0 + c1 × sequences} is what ML.ENERGY's measurements show (36 model
 * and GPU pairs, median R² 0.9986).
 */
public final class StepEnergy {
    private static final double NANOJOULES_PER_JOULE = 1e9;

    private StepEnergy() {}

    /**
     * @param nanojoules energy of the step; at least 0
     * @param baseShare part of it that does not depend on the work, in [0, 1]
     * @param work tokens computed in the step by each sequence; not empty, none negative, not all 0
     * @return nanojoules of each sequence; none negative, their sum is {@code nanojoules}
     */
    public static long[] split(long nanojoules, double baseShare, int[] work) {
        long totalWork = Arrays.stream(work).asLongStream().sum();
        if (nanojoules < 0 || !(baseShare >= 0 && baseShare <= 1)) {
            throw new IllegalArgumentException(
                    "cannot split " + nanojoules + " nJ with a base share of " + baseShare);
        }
        if (Arrays.stream(work).anyMatch(tokens -> tokens < 0) || totalWork == 0) {
            throw new IllegalArgumentException("a step has work: " + Arrays.toString(work));
        }
        long[] shares = new long[work.length];
        long given = 0;
        long workSoFar = 0;
        for (int i = 0; i < work.length; i++) {
            workSoFar += work[i];
            double upToHere =
                    baseShare * (i + 1) / work.length + (1 - baseShare) * workSoFar / totalWork;
            long boundary =
                    i == work.length - 1
                            ? nanojoules
                            : Math.clamp((long) (nanojoules * upToHere), given, nanojoules);
            shares[i] = boundary - given;
            given = boundary;
        }
        return shares;
    }

    /** Joules of a number of nanojoules. */
    public static double joules(long nanojoules) {
        return nanojoules / NANOJOULES_PER_JOULE;
    }

    /** Nanojoules of a meter reading, rounded down. */
    public static long nanojoules(double joules) {
        return (long) (joules * NANOJOULES_PER_JOULE);
    }
}
