package io.aifactory.economics.carbon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.carbon.TimeSeries.Point;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SignalsTest {
    private static final long HOUR = 3_600_000;
    private static final List<Point> THREE =
            List.of(new Point(0, 100), new Point(HOUR, 300), new Point(2 * HOUR, 200));

    @Test
    void stepsHoldTheirValueAndTheLastOneAsLongAsTheOneBefore() {
        TimeSeries steps = TimeSeries.of(THREE, Interpolation.STEPS);
        assertEquals(100, steps.at(HOUR - 1));
        assertEquals(300, steps.at(HOUR));
        assertEquals(200, steps.at(3 * HOUR - 1));
        assertFalse(steps.covers(3 * HOUR));
        assertFalse(steps.covers(-1));
        assertEquals(200, steps.mean(0, 3 * HOUR), 1e-9);
        assertEquals(250, steps.mean(HOUR / 2 * 3, HOUR / 2 * 5), 1e-9);
    }

    @Test
    void linesGoFromPointToPointAndEndWithTheLast() {
        TimeSeries lines = TimeSeries.of(THREE, Interpolation.LINEAR);
        assertEquals(200, lines.at(HOUR / 2), 1e-9);
        assertEquals(250, lines.at(HOUR / 2 * 3), 1e-9);
        assertTrue(lines.covers(2 * HOUR));
        assertFalse(lines.covers(2 * HOUR + 1));
        assertEquals(225, lines.mean(0, 2 * HOUR), 1e-9);
        assertEquals(150, lines.mean(0, HOUR / 2), 1e-9);
    }

    @Test
    void whatIsAskedOutsideOfASeriesIsRefused() {
        TimeSeries steps = TimeSeries.of(THREE, Interpolation.STEPS);
        assertThrows(IllegalArgumentException.class, () -> steps.at(-1));
        assertThrows(IllegalArgumentException.class, () -> steps.mean(0, 4 * HOUR));
        assertThrows(IllegalArgumentException.class, () -> steps.mean(5, 5));
        assertThrows(IllegalArgumentException.class, () -> steps.until(-1));
        assertThrows(
                IllegalArgumentException.class,
                () -> TimeSeries.of(List.of(), Interpolation.STEPS));
        assertThrows(
                IllegalArgumentException.class,
                () -> TimeSeries.of(List.of(new Point(0, Double.NaN)), Interpolation.STEPS));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        TimeSeries.of(
                                List.of(new Point(5, 1), new Point(5, 1)), Interpolation.STEPS));
    }

    @Test
    void aForecastIsTheSignalWhereItCoversTheFutureElseTheSameHourOfTheLatestDayKnown() {
        // Given 30 hours of which each is its number
        SignalForecast forecast = new SignalForecast(hours(30));

        // Then
        assertEquals(29, forecast.at(29 * HOUR));
        assertEquals(30 - 24, forecast.at(30 * HOUR));
        assertEquals(53 - 24, forecast.at(53 * HOUR));
        assertEquals(54 - 48, forecast.at(54 * HOUR));
        assertEquals(54 - 48, forecast.at((54 + 240) * HOUR));
        assertEquals(0, forecast.at(-5 * HOUR));
    }

    @Test
    void aForecastFromLessThanADayHoldsTheLastValue() {
        assertEquals(2, new SignalForecast(hours(3)).at(10 * HOUR));
    }

    @Test
    void aRehearsalKnowsNothingOfTheFuture() {
        TimeSeries known = hours(48).until(24 * HOUR + 5);
        assertFalse(known.covers(26 * HOUR));
        assertEquals(24, known.lastValue());
        assertEquals(2, new SignalForecast(known).at(26 * HOUR));
    }

    @Test
    void slotsAreMeansOfTheSignalAndThenOfTheForecast() {
        double[] slots = new SignalForecast(hours(24)).slots(22 * HOUR, 2 * HOUR, 2);
        assertEquals(22.5, slots[0], 1e-9);
        assertEquals(0.5, slots[1], 1e-9);
        assertThrows(
                IllegalArgumentException.class, () -> new SignalForecast(hours(24)).slots(0, 0, 2));
    }

    @Property(tries = 200)
    void aMeanOverASplitSpanIsTheWeightedMeanOfItsParts(
            @ForAll @IntRange(min = 0, max = 9_000) int from,
            @ForAll @IntRange(min = 1, max = 4_000) int first,
            @ForAll @IntRange(min = 1, max = 4_000) int second,
            @ForAll Interpolation interpolation) {
        TimeSeries series =
                TimeSeries.of(
                        IntStream.range(0, 200)
                                .mapToObj(i -> new Point(i * 97L, (i * 31) % 17))
                                .toList(),
                        interpolation);
        int middle = from + first;
        int to = middle + second;
        double whole = series.mean(from, to) * (to - from);
        double parts = series.mean(from, middle) * first + series.mean(middle, to) * second;
        assertEquals(whole, parts, 1e-6 * Math.max(1, whole));
    }

    @Test
    void csvWithAHeaderAndComments() {
        CarbonSignal signal =
                CarbonSignal.fromCsv(
                        """
                        # grid of an example
                        time,g_per_kwh
                        1970-01-01T00:00Z,100

                        1970-01-01T02:00:00+01:00; 300.5
                        """,
                        Interpolation.STEPS);
        assertEquals(300.5, signal.gramsPerKilowattHour().at(HOUR));
        assertEquals(2 * HOUR, signal.gramsPerKilowattHour().endMillis());
    }

    @Test
    void jsonOfCommonServices() {
        TimeSeries plain =
                CarbonSignal.fromJson(
                                "[{\"time\":\"1970-01-01T00:00Z\",\"value\":1.5e2}]",
                                Interpolation.STEPS)
                        .gramsPerKilowattHour();
        TimeSeries service =
                CarbonSignal.fromJson(
                                """
                                {"zone": "X\\u0041\\n", "history": [
                                  {"carbonIntensity": 302, "datetime": "1970-01-01T00:00:00.000Z",
                                   "more": [true, null, {}]},
                                  {"carbonIntensity": 250, "datetime": "1970-01-01T01:00:00.000Z"}
                                ]}
                                """,
                                Interpolation.STEPS)
                        .gramsPerKilowattHour();
        assertEquals(150, plain.at(0));
        assertEquals(250, service.at(HOUR));
    }

    @Test
    void aPriceMayBeNegativeAndCarbonMayNot() {
        String text = "1970-01-01T00:00Z,-0.02";
        assertEquals(
                -0.02,
                PriceSignal.fromCsv("EUR", text, Interpolation.STEPS).perKilowattHour().at(0));
        assertRefused("line 1: '-0.02' is not a number of grams of CO2 per kWh", text);
        assertThrows(
                IllegalArgumentException.class,
                () -> PriceSignal.fromCsv("euro", text, Interpolation.STEPS));
    }

    @Test
    void complaintsNameTheLine() {
        String start = "time,value\n1970-01-01T00:00Z,1\n";
        assertRefused("line 3: 'abc' is not a number", start + "1970-01-01T01:00Z,abc");
        assertRefused("line 3: 'NaN' is not a number", start + "1970-01-01T01:00Z,NaN");
        assertRefused(
                "line 3: '1970-01-01 01:00' is not a time with offset",
                start + "1970-01-01 01:00,1");
        assertRefused("line 3: 1970-01-01T00:00Z is not after", start + "1970-01-01T00:00Z,1");
        assertRefused("line 3 has 3 columns", start + "1970-01-01T01:00Z,1,2");
        assertRefused("line 1: a signal has at least one point", "time,value\n");
        assertJsonRefused(
                "line 2: not JSON, Unexpected character ('{'",
                "[\n{\"value\": 1, \"time\": \"1970-01-01T00:00Z\"} {}]");
        assertJsonRefused("line 2: the point has none of [time", "[\n{\"value\": 1}]");
        assertJsonRefused("line 1: give an array of points", "{\"points\": []}");
        assertJsonRefused("line 1: not JSON, Unexpected end-of-input", "[");
        assertJsonRefused(
                "line 1: not JSON, Document nesting depth (17)",
                "[{\"more\":" + "[".repeat(100_000));
        assertJsonRefused("line 3: something follows the end", "[]\n\n7");
        assertJsonRefused("line 1: not JSON, Unexpected end-of-input in field name", "[{\"ti");
        assertJsonRefused("line 1: not JSON, Unexpected character", "[{\"\\u12\": 1}]");
        assertJsonRefused("line 1: a point is an object", "[1]");
    }

    @Property(tries = 300)
    void anyTextIsEitherASignalOrRefused(@ForAll String text) {
        for (String candidate : List.of(text, "[" + text + "]", "1970-01-01T00:00Z," + text)) {
            try {
                assertTrue(
                        Double.isFinite(
                                CarbonSignal.fromCsv(candidate, Interpolation.STEPS)
                                        .gramsPerKilowattHour()
                                        .lastValue()));
            } catch (IllegalArgumentException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("line "), e::toString);
            }
            try {
                CarbonSignal.fromJson(candidate, Interpolation.STEPS);
            } catch (IllegalArgumentException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("line "), e::toString);
            }
        }
    }

    private static TimeSeries hours(int count) {
        return TimeSeries.of(
                IntStream.range(0, count).mapToObj(i -> new Point(i * HOUR, i)).toList(),
                Interpolation.STEPS);
    }

    private static void assertRefused(String start, String csv) {
        assertMessage(start, () -> CarbonSignal.fromCsv(csv, Interpolation.STEPS));
    }

    private static void assertJsonRefused(String start, String json) {
        assertMessage(start, () -> CarbonSignal.fromJson(json, Interpolation.STEPS));
    }

    private static void assertMessage(String start, Runnable parse) {
        String message =
                String.valueOf(
                        assertThrows(IllegalArgumentException.class, parse::run).getMessage());
        assertTrue(message.startsWith(start), message);
    }
}
