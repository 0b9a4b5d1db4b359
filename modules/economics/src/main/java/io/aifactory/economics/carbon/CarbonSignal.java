package io.aifactory.economics.carbon;

/**
 * Carbon intensity of a grid over time.
 *
 * @param gramsPerKilowattHour g CO2 (or CO2e, as the source counts) per kWh; never negative
 */
public record CarbonSignal(TimeSeries gramsPerKilowattHour) {
    private static final String UNIT = "grams of CO2 per kWh";

    /**
     * @param text lines {@code time,value}; {@link SignalCsv} says which
     * @throws IllegalArgumentException naming the line that cannot be understood
     */
    public static CarbonSignal fromCsv(String text, Interpolation interpolation) {
        return new CarbonSignal(TimeSeries.of(SignalCsv.parse(text, UNIT, 0), interpolation));
    }

    /**
     * @param text an array of points; {@link SignalJson} says which
     * @throws IllegalArgumentException naming the line that cannot be understood
     */
    public static CarbonSignal fromJson(String text, Interpolation interpolation) {
        return new CarbonSignal(TimeSeries.of(SignalJson.parse(text, UNIT, 0), interpolation));
    }
}
