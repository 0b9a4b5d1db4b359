package io.aifactory.simulator.experiment.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.simulator.study.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixTableTest {
    @Test
    void policiesAreComparedWithTheBestBaselineOfEachCellAndTheBestOfAll() {
        // Given a is better in one cell, b in the other
        MatrixTable table =
                new MatrixTable(
                        List.of(cell(1.0, 0.9, 0.4, 0.9), cell(1.2, 0.4, 0.8, 0.76)), "own");

        // Then
        assertEquals(List.of("a", "b"), table.baselines());
        assertEquals(0.6, table.geometricMean("a"), 1e-12);
        assertEquals(0.5, table.worstShare("a"), 1e-12);
        assertEquals(0.95, table.worstShare("own"), 1e-12);
        assertEquals(0.6, table.bestBaseline(), 1e-12);
        assertTrue(
                table.text()
                        .contains(
                                "t                                  m                        x1.2 0.400 0.800 0.760"));
        assertTrue(table.text().endsWith("own: 1.378 of the best single baseline\n"), table.text());
    }

    @Test
    void aMatrixWithoutCellsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MatrixTable(List.of(), "own"));
        assertThrows(IllegalArgumentException.class, () -> cell(1, 0, 0, 0).mean("c"));
    }

    private static MatrixCell cell(double load, double a, double b, double own) {
        Map<String, Estimate> goodput = new LinkedHashMap<>();
        goodput.put("a", Estimate.of(a));
        goodput.put("b", Estimate.of(b));
        goodput.put("own", Estimate.of(own));
        return new MatrixCell("t", "m", load, goodput);
    }
}
