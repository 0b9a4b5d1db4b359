package io.aifactory.factory.report;

import io.aifactory.economics.frontier.OperatingPoint;
import io.aifactory.economics.frontier.ParetoFrontier;
import java.util.Comparator;

/**
 * What one billion output tokens in a week would take with machines like the measured one, each
 * kept at its point of highest throughput around the clock.
 *
 * @param best that point
 * @param machines whole machines
 * @param kilowattHours in the week
 * @param money in the week: energy and machine time
 */
public record WeeklyBillion(
        OperatingPoint best, long machines, double kilowattHours, double money) {
    private static final double BILLION = 1e9;
    private static final double SECONDS_PER_WEEK = 7 * 24 * 3_600.0;
    private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;
    private static final double MILLION = 1e6;

    /**
     * @throws java.util.NoSuchElementException if nothing was measured
     */
    public static WeeklyBillion of(ParetoFrontier frontier) {
        OperatingPoint best =
                frontier.measured().stream()
                        .max(Comparator.comparingDouble(OperatingPoint::tokensPerSecondPerDevice))
                        .orElseThrow();
        return new WeeklyBillion(
                best,
                (long) Math.ceil(BILLION / SECONDS_PER_WEEK / best.tokensPerSecondPerDevice()),
                best.joulesPerToken() * BILLION / JOULES_PER_KILOWATT_HOUR,
                best.moneyPerMillionTokens() * BILLION / MILLION);
    }

    /** Steady rate that makes a billion tokens in a week: 1,653.4 tokens per second. */
    public double tokensPerSecondNeeded() {
        return BILLION / SECONDS_PER_WEEK;
    }

    /** How much of a billion one machine makes in a week; 1 = all of it. */
    public double partOfBillion() {
        return best.tokensPerSecondPerDevice() / tokensPerSecondNeeded();
    }
}
