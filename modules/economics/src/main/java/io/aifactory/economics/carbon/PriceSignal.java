package io.aifactory.economics.carbon;

/**
 * Price of electricity over time.
 *
 * @param currency ISO 4217 code
 * @param perKilowattHour money per kWh; exchanges also know negative prices
 */
public record PriceSignal(String currency, TimeSeries perKilowattHour) {
    private static final String UNIT = "money per kWh";

    public PriceSignal {
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException(
                    "currency must be an ISO 4217 code such as EUR, not '" + currency + "'");
        }
    }

    /**
     * @param text lines {@code time,value}; {@link SignalCsv} says which
     * @throws IllegalArgumentException naming the line that cannot be understood
     */
    public static PriceSignal fromCsv(String currency, String text, Interpolation interpolation) {
        return new PriceSignal(
                currency,
                TimeSeries.of(
                        SignalCsv.parse(text, UNIT, Double.NEGATIVE_INFINITY), interpolation));
    }

    /**
     * @param text an array of points; {@link SignalJson} says which
     * @throws IllegalArgumentException naming the line that cannot be understood
     */
    public static PriceSignal fromJson(String currency, String text, Interpolation interpolation) {
        return new PriceSignal(
                currency,
                TimeSeries.of(
                        SignalJson.parse(text, UNIT, Double.NEGATIVE_INFINITY), interpolation));
    }
}
