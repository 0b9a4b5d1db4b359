package io.aifactory.factory.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.frontier.OperatingPoint;
import io.aifactory.factory.measurement.RequestOutcome.Answered;
import io.aifactory.factory.measurement.RequestOutcome.Failed;
import java.util.List;
import org.junit.jupiter.api.Test;

class LevelFiguresTest {
    private static final long SECOND = 1_000_000_000L;
    private static final CostModel COST = CostModel.declared();

    @Test
    void countsOnlyTokensInsideTheWindowForTheRateButAllForLatencyAndEnergy() {
        // Given two answers of 11 tokens in 1 s each, one of them half outside the window
        var inside = new Answered(0, SECOND, 2 * SECOND, 11, 22, 0, true);
        var across = new Answered(2 * SECOND, 5 * SECOND / 2, 7 * SECOND / 2, 11, 44, 0, true);

        // When the window ends after 3 s
        LevelFigures figures = LevelFigures.of(2, List.of(inside, across), 0, 3 * SECOND, COST);

        // Then
        OperatingPoint point = figures.point().orElseThrow();
        assertEquals((11 + 5.5) / 3, point.tokensPerSecondPerDevice(), 1e-9);
        assertEquals(10.0, point.tokensPerSecondPerUser(), 1e-9);
        assertEquals(3.0, point.joulesPerToken(), 1e-9);
        assertEquals(500.0, point.firstTokenMillisP50(), 1e-9);
        assertEquals(1000.0, point.firstTokenMillisP99(), 1e-9);
        assertTrue(point.estimated());
    }

    @Test
    void reportsFailuresAndTheFirstReason() {
        var answered = new Answered(0, 1, SECOND, 2, 1, 0, false);

        LevelFigures figures =
                LevelFigures.of(
                        1,
                        List.of(
                                new Failed(0, "", "worker lost"),
                                answered,
                                new Failed(2, "", "other")),
                        0,
                        SECOND,
                        COST);

        assertEquals(1, figures.answered());
        assertEquals(2, figures.failed());
        assertEquals("worker lost", figures.firstFailure());
    }

    @Test
    void hasNoPointWhereNothingWasAnswered() {
        assertTrue(
                LevelFigures.of(1, List.of(new Failed(0, "", "down")), 0, SECOND, COST)
                        .point()
                        .isEmpty());
    }

    @Test
    void percentilesAreMeasuredValues() {
        double[] values = {5, 1, 4, 2, 3};

        assertEquals(3, Percentile.of(values, 50));
        assertEquals(5, Percentile.of(values, 99));
        assertEquals(1, Percentile.of(values, 1));
    }
}
