package io.aifactory.schedulercore.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoadForecastTest {
    @Test
    void theOneThatWasOffLeastIsBelieved() {
        // Given
        LoadForecast forecast =
                new LoadForecast(
                        2,
                        50,
                        List.of(new LastValue(), new Seasonal(1, 6), new LocalLinearTrend()));

        // When the load has a season of six intervals
        for (int i = 0; i < 60; i++) {
            forecast.observe(10 + 10 * (i % 6));
        }

        // Then
        assertEquals("seasonal", forecast.believed());
        assertEquals(20, forecast.expected(), 1e-9);
    }

    @Test
    void withoutAnErrorThereIsNoHeadroomAndTheFirstIsBelieved() {
        LoadForecast forecast =
                new LoadForecast(3, 50, List.of(new LastValue(), new LocalLinearTrend()));
        forecast.observe(7);
        assertEquals("constant", forecast.believed());
        assertEquals(7, forecast.upper(0.99));
    }

    @Test
    void headroomIsTheQuantileOfTheErrorsAtThisDistance() {
        // Given errors of 1 … 99 hundredths of a square root
        ForecastErrors errors = new ForecastErrors(1_000);
        for (int i = 1; i <= 99; i++) {
            errors.add(99, 99 + i / 10.0);
        }

        // Then the root of 99 + 1 is 10
        assertEquals(99 + 9.0, errors.upper(99, 0.90), 1e-9);
        assertEquals(24 + 4.5, errors.upper(24, 0.90), 1e-9);
        assertEquals(99 + 9.9, errors.upper(99, 0.999), 1e-9);
    }

    @Test
    void oldErrorsAreForgotten() {
        ForecastErrors errors = new ForecastErrors(2);
        errors.add(0, 100);
        errors.add(0, 2);
        errors.add(0, 1);
        assertEquals(2, errors.size());
        assertEquals(2, errors.upper(0, 0.99));
    }

    @Test
    void theScatterOfCountsIsNoUncertaintyOfTheRate() {
        // Given errors of a rate that is known, 4.9 of 24, and of one that is not, 15
        ForecastErrors known = errors(4.9);
        ForecastErrors unknown = errors(15);

        // Then nothing is left of the first, and next to all of the second
        assertEquals(24, known.rate(24, 0.1), 1e-9);
        assertEquals(24, known.rate(24, 0.9), 1e-9);
        assertEquals(24 + 15 * Math.sqrt(1 - 99 / 100.0 / 9), unknown.rate(24, 0.9), 1e-9);
        assertEquals(24 - 15 * Math.sqrt(1 - 99 / 100.0 / 9), unknown.rate(24, 0.1), 1e-9);
    }

    @Test
    void scenariosAreEquallyLikelyRatesFromTheHighestDown() {
        LoadForecast forecast = new LoadForecast(1, 50, List.of(new LastValue()));
        forecast.observe(100);
        assertArrayEquals(new double[] {100, 100}, forecast.scenarios(2));
        for (int i = 0; i < 20; i++) {
            forecast.observe(i % 2 == 0 ? 400 : 100);
        }
        double[] rates = forecast.scenarios(3);
        assertTrue(rates[0] > rates[2] && rates[0] >= rates[1] && rates[1] >= rates[2]);
    }

    private static ForecastErrors errors(double size) {
        ForecastErrors errors = new ForecastErrors(100);
        for (int i = 0; i < 100; i++) {
            errors.add(24, 24 + (i % 2 == 0 ? size : -size));
        }
        return errors;
    }

    @Property(tries = 200)
    void headroomIsNeverNegativeAndGrowsWithTheShare(
            @ForAll @NotEmpty @Size(max = 30) List<@DoubleRange(min = 0, max = 1e6) Double> loads,
            @ForAll @DoubleRange(min = 0, max = 1e6) double predicted) {
        // Given
        ForecastErrors errors = new ForecastErrors(20);
        loads.forEach(load -> errors.add(predicted, load));

        // Then
        assertTrue(errors.upper(predicted, 0.5) >= predicted);
        assertTrue(errors.upper(predicted, 0.9) >= errors.upper(predicted, 0.5));
    }

    @Test
    void senselessQuestionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ForecastErrors(0));
        assertThrows(IllegalArgumentException.class, () -> new ForecastErrors(1).upper(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new LoadForecast(1, 1, List.of()));
    }
}
