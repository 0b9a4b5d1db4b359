package io.aifactory.economics.cost;

/**
 * Energy plus machine time.
 *
 * @param prices what energy costs
 * @param machinePerHour money for an hour of one machine, bought or rented, electricity not
 *     included
 */
public record CostModel(EnergyPrices prices, double machinePerHour) {
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final double MILLION = 1e6;

    public CostModel {
        EnergyPrices.requireAtLeast("machine price per hour", machinePerHour, 0);
    }

    /**
     * Declared defaults, to be replaced by your own figures: {@link EnergyPrices#declared()} and
     * 0.096 USD per hour, the on-demand list price of a two-core cloud machine (AWS m5.large,
     * us-east-1, Linux).
     */
    public static CostModel declared() {
        return new CostModel(EnergyPrices.declared(), 0.096);
    }

    public String currency() {
        return prices.currency();
    }

    /**
     * @param joules energy used
     * @param machineSeconds time for which a whole machine was held
     */
    public Cost of(double joules, double machineSeconds) {
        return new Cost(
                joules,
                prices.money(joules) + machineSeconds * machinePerHour / SECONDS_PER_HOUR,
                prices.gramsCo2(joules));
    }

    /**
     * Money for a million tokens on a machine that is kept this busy.
     *
     * @param tokensPerSecond of the whole machine; positive
     */
    public double moneyPerMillionTokens(double tokensPerSecond, double joulesPerToken) {
        if (!(tokensPerSecond > 0)) {
            throw new IllegalArgumentException(
                    "tokens per second must be positive, not " + tokensPerSecond);
        }
        return of(joulesPerToken * MILLION, MILLION / tokensPerSecond).money();
    }
}
