package io.aifactory.schedulercore.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LoadPredictorsTest {
    private static final List<Supplier<LoadPredictor>> ALL =
            List.of(LastValue::new, () -> new Seasonal(2, 4, 8), LocalLinearTrend::new);

    @Test
    void aSeasonComesBackAtTheLevelOfToday() {
        // Given a day of four intervals, and today twice as much
        LoadPredictor seasonal = new Seasonal(2, 4);
        observe(seasonal, 10, 20, 40, 30, 20, 40);

        // Then the rest of the day is twice yesterday's, and tomorrow begins as today
        assertEquals(80, seasonal.predict(1), 1e-9);
        assertEquals(60, seasonal.predict(2), 1e-9);
        assertEquals(40, seasonal.predict(3), 1e-9);
    }

    @Test
    void lastWeekCountsMoreThanYesterday() {
        // Given "weeks" of two days of two intervals, the second day without load
        LoadPredictor seasonal = new Seasonal(1, 2, 4);
        observe(seasonal, 5, 7, 0, 0, 5, 7);

        // Then
        assertEquals(0, seasonal.predict(1));
    }

    @Test
    void aSeasonThatWasAGapIsReplacedByTheLastValue() {
        LoadPredictor seasonal = new Seasonal(1, 3);
        observe(seasonal, 5, Double.NaN, 9, 5);
        assertEquals(5, seasonal.predict(1));
        assertEquals(9, seasonal.predict(2));
    }

    @Test
    void aTrendIsContinued() {
        // Given a line without noise
        LoadPredictor trend = new LocalLinearTrend();
        for (int i = 0; i < 200; i++) {
            trend.observe(100 + 3 * i);
        }

        // Then
        assertEquals(100 + 3 * 204, trend.predict(5), 0.01);
    }

    @Test
    void aTrendGoesOnThroughAGap() {
        // Given the same line with every third interval missing
        LoadPredictor trend = new LocalLinearTrend();
        for (int i = 0; i < 300; i++) {
            trend.observe(i % 3 == 0 ? Double.NaN : 100 + 3 * i);
        }

        // Then
        assertEquals(100 + 3 * 300, trend.predict(1), 0.1);
    }

    @Test
    void theUnitOfTheLoadDoesNotMatterToTheTrend() {
        LoadPredictor small = new LocalLinearTrend();
        LoadPredictor large = new LocalLinearTrend();
        for (int i = 0; i < 20; i++) {
            double load = 5 + (i * 7) % 11;
            small.observe(load);
            large.observe(1_000 * load);
        }
        assertEquals(1_000 * small.predict(3), large.predict(3), 1e-6);
    }

    @Test
    void beforeItIsWarmEveryOneSaysTheLastValue() {
        for (Supplier<LoadPredictor> kind : ALL) {
            LoadPredictor predictor = kind.get();
            assertEquals(0, predictor.predict(1), predictor.name());
            assertFalse(predictor.warm(), predictor.name());
            observe(predictor, 3, 8);
            assertEquals(8, predictor.predict(2), predictor.name());
        }
    }

    @Property(tries = 200)
    void whateverIsMeasuredPredictionsAreLoads(
            @ForAll @Size(max = 40) List<Double> loads,
            @ForAll @IntRange(min = 1, max = 30) int ahead) {
        for (Supplier<LoadPredictor> kind : ALL) {
            LoadPredictor predictor = kind.get();
            predictor.observe(Double.NaN);
            predictor.observe(-1);
            for (double load : loads) {
                predictor.observe(load);
                double predicted = predictor.predict(ahead);
                assertTrue(LoadPredictor.isLoad(predicted), () -> predictor.name() + predicted);
            }
        }
    }

    @Test
    void senselessQuestionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LastValue().predict(0));
        assertThrows(IllegalArgumentException.class, () -> new Seasonal(4, 4));
        assertThrows(IllegalArgumentException.class, () -> new Seasonal(1, 1 << 21));
        assertThrows(IllegalArgumentException.class, () -> new Seasonal(1));
    }

    private static void observe(LoadPredictor predictor, double... loads) {
        for (double load : loads) {
            predictor.observe(load);
        }
    }
}
