package io.aifactory.economics.frontier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ParetoFrontierTest {
    @Test
    void dominatedPointsAreLeftOut() {
        // Given: c is worse than b for the user and for all
        OperatingPoint a = point(1, 50, 50, 4, 8);
        OperatingPoint b = point(8, 20, 160, 1, 3);
        OperatingPoint c = point(16, 10, 150, 1.2, 3.1);

        // When
        ParetoFrontier frontier = ParetoFrontier.of(List.of(c, b, a));

        // Then
        assertEquals(List.of(a, b), frontier.frontier());
        assertEquals(List.of(a, b, c), frontier.measured());
        assertFalse(frontier.contains(c));
    }

    @Test
    void aPointDoesNotDominateItsEqual() {
        // Given
        OperatingPoint one = point(1, 50, 50, 4, 8);
        OperatingPoint same = point(2, 50, 50, 4, 8);

        // Then
        assertFalse(one.dominates(same));
        assertEquals(2, ParetoFrontier.of(List.of(one, same)).frontier().size());
    }

    @Property(tries = 300)
    void noFrontierPointIsDominatedAndEveryOtherPointIsDominatedByOneOfThem(
            @ForAll("points") List<OperatingPoint> points) {
        // When
        ParetoFrontier result = ParetoFrontier.of(points);

        // Then
        for (OperatingPoint point : points) {
            boolean dominated =
                    result.frontier().stream().anyMatch(other -> other.dominates(point));
            assertEquals(!dominated, result.contains(point));
        }
        assertEquals(points.isEmpty(), result.frontier().isEmpty());
    }

    @Test
    void theTableHasOneRowForEveryPoint() {
        // Given
        OperatingPoint a =
                new OperatingPoint("say \"1\", please", 1, 50, 50, 4.25, 8, 12.5, 30, true);
        OperatingPoint b = new OperatingPoint("b", 2, 40, 45, 5, 9, 1, 2, true);

        // When
        String csv = FrontierCsv.write(ParetoFrontier.of(List.of(a, b)), "EUR");

        // Then
        assertEquals(
                """
                label,concurrency,tokens_per_second_per_user,tokens_per_second_per_device,\
                joules_per_token,money_per_million_tokens,currency,ttft_ms_p50,ttft_ms_p99,\
                energy_estimated,on_frontier
                "say ""1"", please",1,50.000,50.000,4.250000,8.000000,EUR,12.50,30.00,true,true
                b,2,40.000,45.000,5.000000,9.000000,EUR,1.00,2.00,true,false
                """,
                csv);
    }

    @Test
    void figuresThatAreNotNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> point(1, Double.NaN, 1, 1, 1));
        assertTrue(point(1, 0, 0, 0, 0).joulesPerToken() == 0);
    }

    @Provide
    Arbitrary<List<OperatingPoint>> points() {
        Arbitrary<Double> axis = Arbitraries.integers().between(0, 5).map(Integer::doubleValue);
        return Combinators.combine(axis, axis, axis, axis)
                .as((user, device, joules, money) -> point(1, user, device, joules, money))
                .list()
                .ofMaxSize(20);
    }

    private static OperatingPoint point(
            int concurrency, double user, double device, double joules, double money) {
        return new OperatingPoint(
                "c" + concurrency, concurrency, user, device, joules, money, 1, 2, false);
    }
}
