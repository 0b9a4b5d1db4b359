package io.aifactory.simulator.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.simulator.Fixtures;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.SloRule;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.trace.Arrival;
import io.aifactory.simulator.trace.Lengths;
import io.aifactory.simulator.trace.ShapedTrace;
import io.aifactory.simulator.trace.TraceShape;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StudiesTest {
    private static final Workload WORKLOAD =
            new Workload(
                    "tiny",
                    seed ->
                            ShapedTrace.draw(
                                    new TraceShape(
                                            400,
                                            200,
                                            new Lengths(16, 0.8, 40),
                                            new Lengths(8, 0.8, 30),
                                            4,
                                            1,
                                            0.5,
                                            0.6),
                                    seed));

    private final Scenario scenario = Fixtures.scenario(2, Fixtures.worker(60, 16, 4));

    @Test
    void anEstimateIsTheMeanWithStudentsInterval() {
        // Given standard deviation 1 of three values: 4.303 / √3
        Estimate estimate = Estimate.of(1, 2, 3);
        assertEquals(2, estimate.mean());
        assertEquals(2.4843, estimate.halfWidth(), 1e-3);
        assertTrue(Double.isNaN(Estimate.of(5).halfWidth()));
        assertThrows(IllegalArgumentException.class, Estimate::of);
    }

    @Test
    void capacityIsTheHighestLoadThatIsServedWellEnough() {
        // Given
        Trial trial = new Trial(scenario, WORKLOAD, PolicySpec.parse("least-request"), 1, 1);

        // When
        double capacity = Capacity.usual().search(trial);

        // Then a little more is too much
        assertTrue(trial.at(capacity).run().goodput() >= 0.9);
        assertTrue(trial.at(capacity + 0.006).run().goodput() < 0.9, "capacity " + capacity);
        assertThrows(IllegalArgumentException.class, () -> new Capacity(0, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new Capacity(0.9, Double.NaN));
    }

    @Test
    void aComparisonHasARowForEveryPolicyAndLoad() throws InterruptedException {
        // Given
        Comparison comparison = new Comparison(scenario, WORKLOAD, List.of(1.0, 2.0), 2);
        List<PolicySpec> policies =
                List.of(PolicySpec.parse("random"), PolicySpec.parse("dynamo:scale=8"));
        List<String> done = new ArrayList<>();

        // When
        List<Comparison.Row> rows =
                InOrder.of(policies, 2, comparison::rows, policy -> done.add(policy.text()))
                        .stream()
                        .flatMap(List::stream)
                        .toList();

        // Then
        assertEquals(
                List.of("random 1.0", "random 2.0", "dynamo:scale=8 1.0", "dynamo:scale=8 2.0"),
                rows.stream().map(r -> r.policy() + " " + r.speedUp()).toList());
        assertEquals(List.of("random", "dynamo:scale=8"), done);
        List<String> table = StudyTable.text(List.of(rows.get(0), rows.get(2))).lines().toList();
        assertEquals(3, table.size());
        assertEquals(1, table.stream().map(String::length).distinct().count(), table.toString());
        List<String> csv = StudyTable.csv(rows, "EUR").lines().toList();
        assertEquals(1 + 4 * 2, csv.size());
        long columns = csv.getFirst().chars().filter(c -> c == ',').count();
        assertTrue(csv.stream().allMatch(l -> l.chars().filter(c -> c == ',').count() == columns));
    }

    @Test
    void aCapacityStandsBelowItsHeadingHoweverLongAPolicysNameIs() {
        String longest = "dynamo:scale=256:active=512:credit=0.5:decay=1";
        List<String> table =
                CapacityTable.text(
                                List.of(
                                        new CapacityTable.Row("random", List.of(0.5)),
                                        new CapacityTable.Row(longest, List.of(0.75))))
                        .lines()
                        .toList();
        int column = longest.length() + 1;
        assertEquals("capacity (× the trace)", table.get(0).substring(column));
        assertEquals("0.750", table.get(1).substring(column));
        assertEquals("0.500", table.get(2).substring(column));
    }

    @Test
    void thePageNeedsNothingFromElsewhereAndEscapesAllText() {
        // Given names that would be markup
        Comparison comparison = new Comparison(scenario, WORKLOAD, List.of(1.0), 1);
        Comparison.Row row = comparison.rows(PolicySpec.parse("random")).getFirst();
        Comparison.Row named =
                new Comparison.Row("<script>&\"'", 1, row.reports(), row.ttft(), row.itl());

        // When
        String html = StudyPage.html("<img src=x>", List.of("a<b"), List.of(named), 2);

        // Then
        assertFalse(html.contains("<script"));
        assertFalse(html.contains("<img"));
        assertFalse(html.contains("http:") || html.contains("https:"));
        assertTrue(html.contains("&lt;script&gt;&amp;&quot;&#39;"));
        assertEquals(5, html.split("<svg ", -1).length - 1);
        assertTrue(
                new Chart("x", "y", true, false)
                        .svg(List.of(new Chart.Line("none", List.of(), List.of())))
                        .contains("nothing to draw"));
    }

    @Test
    void theSmallestFleetThatIsEnoughIsFoundForEveryOperatingPoint() {
        // Given 604.8 M tokens a week = 1,000 a second
        WhatIf question =
                new WhatIf(scenario, WORKLOAD, PolicySpec.parse("least-request"), 604.8e6, 20, 5);

        // When
        List<WhatIf.Fleet> fleets = question.answers();

        // Then
        assertEquals(Optional.empty(), question.impossible());
        assertEquals(1_000, question.tokensPerSecond(), 1e-9);
        WhatIf.Fleet best = fleets.getFirst();
        assertTrue(best.report().ttft().p99() <= 20);
        assertEquals(best.workers(), best.devices());
        assertEquals(best.watts() * 7 * 24 / 1_000, best.kilowattHoursPerWeek(), 1e-6);
        assertTrue(fleets.stream().allMatch(f -> f.moneyPerWeek() >= best.moneyPerWeek()));
    }

    @Test
    void whatNoFleetCanDoIsSaidAtOnce() {
        WhatIf question = new WhatIf(scenario, WORKLOAD, PolicySpec.parse("random"), 1e6, 1.05, 5);
        String why = question.impossible().orElseThrow();
        assertTrue(why.startsWith("no fleet can"), why);
        assertTrue(why.contains("the bound is 0.00 s"), why);
        assertThrows(
                IllegalArgumentException.class,
                () -> new WhatIf(scenario, WORKLOAD, PolicySpec.parse("random"), Double.NaN, 1, 5));
    }

    @Test
    void promisesAreReadWithTheirUnits() {
        assertEquals(new SloRule(2_000, 2, 25), SloText.parse("ttft=2s,itl=25ms"));
        assertEquals(new SloRule(1_500, 0, 25), SloText.parse("factor=0,ttft=1.5s"));
        for (String wrong :
                List.of(
                        "ttft=2",
                        "ttft=fasts",
                        "ttft=-1s",
                        "itl=0ms",
                        "itl=NaNms",
                        "p99=1s",
                        "1s",
                        "")) {
            String message = fault(() -> SloText.parse(wrong));
            assertTrue(message.endsWith("use for example ttft=2s,itl=25ms,factor=2"), message);
        }
        assertTrue(fault(() -> SloText.parse("factor=-2")).contains("a number from 0, not -2.0"));
    }

    @Test
    void workloadsAreNamedOrFiles() throws IOException {
        OptionalDouble none = OptionalDouble.empty();
        assertEquals(2_040, WorkloadSpec.parse("synthetic", none).arrivals(1).size());
        assertEquals(750, WorkloadSpec.parse("b2b:30", none).arrivals(1).size());
        assertTrue(fault(() -> WorkloadSpec.parse("b2b:-1", none)).contains("a positive number"));
        assertTrue(fault(() -> WorkloadSpec.parse("mooncake:", none)).contains("names no file"));
        assertTrue(fault(() -> WorkloadSpec.parse("x", none)).startsWith("unknown trace 'x'"));
        assertThrows(NoSuchFileException.class, () -> WorkloadSpec.parse("azure:absent.csv", none));
    }

    @Test
    void whatNoSchedulerCanChangeIsCounted() {
        // Given prompts of 1.1 ms, the same with 8 tokens held, 2.3 ms; decode steps of 1.1 ms
        Scenario strict =
                new Scenario(
                        1,
                        Fixtures.worker(60, 16, 4),
                        new SloRule(1.05, 0, 1.05),
                        CostModel.declared());
        List<Arrival> arrivals =
                List.of(
                        Fixtures.arrival(0, 10, 1, 1, 2, 3),
                        Fixtures.arrival(0, 10, 1, 1, 2, 3),
                        Fixtures.arrival(0, 30, 2, 9, 8, 7, 6, 5, 4, 3, 2),
                        Fixtures.arrival(0, 10, 500, 1, 2, 3));

        // Then only the second can be good
        assertEquals(new Feasibility(0.25, 1, 2, 2), Feasibility.of(strict, arrivals));
    }

    private interface Asking {
        Object ask() throws IOException;
    }

    private static String fault(Asking asking) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, asking::ask).getMessage());
    }
}
