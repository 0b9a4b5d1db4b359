package io.aifactory.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.schedulercore.routing.Policies;
import io.aifactory.simulator.trace.Arrival;
import io.aifactory.simulator.trace.SyntheticTrace;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimulationTest {
    /** 1 ms per step, 0.1 ms per decoding sequence, 10 µs per prompt token. */
    private static final StepTime ENGINE = new StepTime(1e6, 0.1e6, 10e3, 0);

    @Test
    void aSingleRequestTakesThePrefillAndOneStepPerFurtherToken() {
        // Given 100 prompt tokens in steps of 64: 1.64 ms + 1.36 ms, then 2 steps of 1.1 ms
        Scenario scenario = scenario(1, 4, 64);

        // When
        Report report =
                Simulation.run(scenario, new LeastLoaded(), List.of(new Arrival(5, 100, 3)));

        // Then
        assertEquals(3.0, report.ttftP50(), 1e-9);
        assertEquals(1.1, report.itlP50(), 1e-9);
        assertEquals(3, report.outputTokens());
        assertEquals(1.0, report.goodput());
    }

    @Test
    void whoFindsNoSlotWaits() {
        // Given one slot and two requests of 2 tokens at once: 1.1 + 1.1 ms each
        List<Arrival> arrivals = List.of(new Arrival(0, 10, 2), new Arrival(0, 10, 2));

        // When
        Report report = Simulation.run(scenario(1, 1, 64), new LeastLoaded(), arrivals);

        // Then the second one's first token comes after 2.2 + 1.1 ms
        assertEquals(1.1, report.ttftP50(), 1e-9);
        assertEquals(3.3, report.ttftP99(), 1e-9);
    }

    @Test
    void leastLoadedHasAShorterTailThanRandom() {
        // Given 8 workers of 16 slots at three quarters of what they can do, lengths widely spread
        List<Arrival> arrivals = new SyntheticTrace(60, 4_000, 300, 60, 1.2).generate(11);
        Scenario scenario = scenario(8, 16, 256);

        // When
        Report leastLoaded = run(scenario, "least-loaded", arrivals);
        Report random = run(scenario, "random", arrivals);

        // Then by a wide margin, not by luck
        assertTrue(
                leastLoaded.ttftP99() < 0.8 * random.ttftP99(),
                () -> leastLoaded + " against " + random);
        assertTrue(leastLoaded.goodput() >= random.goodput());
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        List<Arrival> arrivals = new SyntheticTrace(50, 500, 200, 50, 1).generate(3);
        for (String policy : Policies.names()) {
            assertEquals(
                    run(scenario(3, 4, 64), policy, arrivals),
                    run(scenario(3, 4, 64), policy, arrivals));
        }
    }

    @Property(tries = 60)
    void everyRequestFinishesAndNoTokenIsLost(
            @ForAll @IntRange(min = 1, max = 5) int workers,
            @ForAll @IntRange(min = 1, max = 6) int slots,
            @ForAll @IntRange(min = 0, max = 3) int policy,
            @ForAll @IntRange(min = 0, max = 120) int requests,
            @ForAll long seed) {
        // Given
        List<Arrival> arrivals = new SyntheticTrace(200, requests, 40, 10, 1).generate(seed);

        // When
        Report report = run(scenario(workers, slots, 16), Policies.names().get(policy), arrivals);

        // Then
        assertEquals(requests, report.requests());
        assertEquals(
                arrivals.stream().mapToLong(Arrival::outputTokens).sum(), report.outputTokens());
        assertTrue(report.ttftP50() <= report.ttftP99());
    }

    @Test
    void theTableHasARowForEveryPolicy() {
        String table = SimulatorMain.table(scenario(2, 4, 64), List.of(new Arrival(0, 10, 2)), 1);
        assertEquals(1 + Policies.names().size(), table.lines().count());
        assertTrue(table.contains("power-of-two"), table);
    }

    @Test
    void senselessFleetsAndArrivalsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> scenario(0, 1, 8));
        assertThrows(IllegalArgumentException.class, () -> scenario(1, 9, 8));
        assertThrows(IllegalArgumentException.class, () -> new Arrival(0, 0, 1));
    }

    private static Report run(Scenario scenario, String policy, List<Arrival> arrivals) {
        return Simulation.run(scenario, Policies.named(policy, new SplittableRandom(5)), arrivals);
    }

    private static Scenario scenario(int workers, int slots, int tokensPerStep) {
        return new Scenario(
                workers,
                slots,
                tokensPerStep,
                ENGINE,
                Duration.ofMillis(200),
                Duration.ofMillis(5));
    }
}
