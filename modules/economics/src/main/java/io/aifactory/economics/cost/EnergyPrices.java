package io.aifactory.economics.cost;

/**
 * What a kilowatt-hour costs, in money and in carbon.
 *
 * @param currency ISO 4217 code of all money
 * @param moneyPerKilowattHour price of electricity
 * @param gramsCo2PerKilowattHour carbon intensity of the grid
 * @param powerUsageEffectiveness energy at the building's meter per energy at the machine; at least
 *     1
 */
public record EnergyPrices(
        String currency,
        double moneyPerKilowattHour,
        double gramsCo2PerKilowattHour,
        double powerUsageEffectiveness) {
    private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;

    public EnergyPrices {
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException(
                    "currency must be an ISO 4217 code such as EUR, not '" + currency + "'");
        }
        requireAtLeast("price per kWh", moneyPerKilowattHour, 0);
        requireAtLeast("grams of CO2 per kWh", gramsCo2PerKilowattHour, 0);
        requireAtLeast("power usage effectiveness", powerUsageEffectiveness, 1);
    }

    /**
     * Declared defaults, to be replaced by your own contract: 0.13 USD/kWh is the rounded average
     * price of commercial customers in the United States (EIA Electric Power Monthly, table 5.6.B,
     * 2024); 473 g/kWh is the world's average of 2024 (Ember, Global Electricity Review 2025);
     * effectiveness 1.0 is a machine without a cooling plant of its own.
     */
    public static EnergyPrices declared() {
        return new EnergyPrices("USD", 0.13, 473, 1.0);
    }

    /** Money for energy measured at the machine. */
    public double money(double joules) {
        return kilowattHours(joules) * moneyPerKilowattHour;
    }

    /** Grams of CO2 for energy measured at the machine. */
    public double gramsCo2(double joules) {
        return kilowattHours(joules) * gramsCo2PerKilowattHour;
    }

    /** Kilowatt-hours at the building's meter for energy measured at the machine. */
    public double kilowattHours(double joules) {
        return joules * powerUsageEffectiveness / JOULES_PER_KILOWATT_HOUR;
    }

    static void requireAtLeast(String what, double value, double least) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    what + " must be at least " + least + ", not " + value);
        }
    }
}
