package io.aifactory.economics.frontier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BestPointTest {
    private static final double ANY = Double.POSITIVE_INFINITY;

    @Test
    void theKneeIsNearestToTheBestOfEveryAxis() {
        // Given ends that are best on two axes each, and a middle that is nearly so on all
        OperatingPoint fast = point(1, 100, 0, 10, 10);
        OperatingPoint middle = point(2, 90, 90, 2, 2);
        OperatingPoint busy = point(3, 0, 100, 1, 1);

        // Then
        assertEquals(Optional.of(middle), ParetoFrontier.of(List.of(fast, middle, busy)).knee());
        assertEquals(Optional.of(fast), ParetoFrontier.of(List.of(fast)).knee());
        assertEquals(Optional.empty(), ParetoFrontier.of(List.of()).knee());
    }

    @Test
    void aBoundOnWattsMayLeaveOnlyADominatedPoint() {
        // Given 300 W at less energy and 200 W at more
        OperatingPoint better = point(1, 50, 300, 1, 1);
        OperatingPoint worse = point(2, 40, 100, 2, 2);
        ParetoFrontier frontier = ParetoFrontier.of(List.of(better, worse));
        assertEquals(List.of(better), frontier.frontier());

        // Then
        OperatingBounds watts = new OperatingBounds(0, ANY, ANY, 250);
        assertEquals(Optional.of(worse), frontier.best(watts, Objective.ENERGY));
        assertEquals(Optional.of(better), frontier.best(OperatingBounds.NONE, Objective.ENERGY));
        assertEquals(
                Optional.empty(),
                frontier.best(new OperatingBounds(51, ANY, ANY, ANY), Objective.MONEY));
    }

    @Test
    void boundsThatAreNotNumbersAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new OperatingBounds(Double.NaN, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new OperatingBounds(0, -1, 1, 1));
    }

    @Property(tries = 300)
    void theKneeIsOnTheFrontier(@ForAll("points") List<OperatingPoint> points) {
        ParetoFrontier frontier = ParetoFrontier.of(points);
        assertEquals(points.isEmpty(), frontier.knee().isEmpty());
        frontier.knee().ifPresent(knee -> assertTrue(frontier.contains(knee)));
    }

    @Property(tries = 300)
    void theBestKeepsAllBoundsAndNoPointThatKeepsThemDominatesIt(
            @ForAll("points") List<OperatingPoint> points, @ForAll Objective objective) {
        OperatingBounds bounds = new OperatingBounds(2, 4, 4, 12);
        Optional<OperatingPoint> best = ParetoFrontier.of(points).best(bounds, objective);
        List<OperatingPoint> allowed = points.stream().filter(bounds::allow).toList();
        assertEquals(allowed.isEmpty(), best.isEmpty());
        best.ifPresent(point -> {
            assertTrue(point.tokensPerSecondPerUser() >= 2);
            assertTrue(point.joulesPerToken() <= 4 && point.moneyPerMillionTokens() <= 4);
            assertTrue(point.joulesPerToken() * point.tokensPerSecondPerDevice() <= 12);
            assertFalse(allowed.stream().anyMatch(other -> other.dominates(point)));
        });
    }

    @Property(tries = 300)
    void answersDependNeitherOnTheOrderOfPointsNorOnUnits(
            @ForAll("points") List<OperatingPoint> points,
            @ForAll long seed,
            @ForAll Objective objective) {
        // Given other units on every axis, and another order
        List<OperatingPoint> shuffled = new ArrayList<>(points);
        Collections.shuffle(shuffled, new Random(seed));
        List<OperatingPoint> scaled =
                shuffled.stream()
                        .map(p ->
                                point(
                                        p.concurrency(),
                                        3.7 * p.tokensPerSecondPerUser(),
                                        0.09 * p.tokensPerSecondPerDevice(),
                                        1_000 * p.joulesPerToken(),
                                        0.93 * p.moneyPerMillionTokens()))
                        .toList();

        // When
        ParetoFrontier one = ParetoFrontier.of(points);
        ParetoFrontier other = ParetoFrontier.of(scaled);

        // Then
        assertEquals(
                one.knee().map(OperatingPoint::label), other.knee().map(OperatingPoint::label));
        assertEquals(
                one.best(new OperatingBounds(2, 3, ANY, ANY), objective).map(OperatingPoint::label),
                other.best(new OperatingBounds(3.7 * 2, 3_000, ANY, ANY), objective)
                        .map(OperatingPoint::label));
        assertEquals(
                one.frontier().stream().map(OperatingPoint::label).sorted().toList(),
                other.frontier().stream().map(OperatingPoint::label).sorted().toList());
    }

    @Provide
    Arbitrary<List<OperatingPoint>> points() {
        Arbitrary<Double> axis = Arbitraries.integers().between(0, 5).map(Integer::doubleValue);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 1_000_000), axis, axis, axis, axis)
                .as(BestPointTest::point)
                .list()
                .uniqueElements(OperatingPoint::label)
                .ofMaxSize(20);
    }

    private static OperatingPoint point(
            int concurrency, double user, double device, double joules, double money) {
        return new OperatingPoint(
                "c" + concurrency, concurrency, user, device, joules, money, 1, 2, false);
    }
}
