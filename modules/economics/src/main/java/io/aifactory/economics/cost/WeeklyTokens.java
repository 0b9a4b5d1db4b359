package io.aifactory.economics.cost;

import io.aifactory.economics.frontier.OperatingPoint;
import io.aifactory.economics.frontier.ParetoFrontier;
import java.util.Comparator;

/**
 * What it takes to make a number of tokens every week at an operating point: the yardstick of the
 * factory is {@link #BILLION}.
 *
 * @param point where every device is kept around the clock
 * @param tokens per week
 * @param tokensPerSecond that number spread evenly over the week
 * @param devices whole devices needed at that point's speed
 * @param joules energy of the tokens; idle time of the last device is not included
 * @param money energy, and every device for the whole week
 * @param gramsCo2 carbon of the energy
 */
public record WeeklyTokens(
        OperatingPoint point,
        long tokens,
        double tokensPerSecond,
        long devices,
        double joules,
        double money,
        double gramsCo2) {
    public static final long BILLION = 1_000_000_000;

    private static final double SECONDS_PER_WEEK = 7 * 24 * 3_600;
    private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;
    private static final double GRAMS_PER_KILOGRAM = 1_000;

    /**
     * @throws IllegalArgumentException if the point makes no tokens or tokens is negative
     */
    public static WeeklyTokens at(OperatingPoint point, CostModel costs, long tokens) {
        if (tokens < 0 || !(point.tokensPerSecondPerDevice() > 0)) {
            throw new IllegalArgumentException(
                    tokens + " tokens at " + point.tokensPerSecondPerDevice() + " tokens/s");
        }
        double rate = tokens / SECONDS_PER_WEEK;
        long devices = (long) Math.ceil(rate / point.tokensPerSecondPerDevice());
        double joules = tokens * point.joulesPerToken();
        Cost cost = costs.of(joules, devices * SECONDS_PER_WEEK);
        return new WeeklyTokens(
                point, tokens, rate, devices, joules, cost.money(), cost.gramsCo2());
    }

    /**
     * At the point of the frontier that makes them for the least money.
     *
     * @throws java.util.NoSuchElementException if nothing was measured
     */
    public static WeeklyTokens cheapest(ParetoFrontier frontier, CostModel costs, long tokens) {
        return frontier.measured().stream()
                .filter(point -> point.tokensPerSecondPerDevice() > 0)
                .map(point -> at(point, costs, tokens))
                .min(Comparator.comparingDouble(WeeklyTokens::money))
                .orElseThrow();
    }

    public double kilowattHours() {
        return joules / JOULES_PER_KILOWATT_HOUR;
    }

    public double kilogramsCo2() {
        return gramsCo2 / GRAMS_PER_KILOGRAM;
    }

    /** How busy the devices are: 1 = all of them always. */
    public double utilisation() {
        return tokensPerSecond / (devices * point.tokensPerSecondPerDevice());
    }
}
