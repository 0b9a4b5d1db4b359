package io.aifactory.simulator;

import static io.aifactory.simulator.Fixtures.arrival;
import static io.aifactory.simulator.Fixtures.scenario;
import static io.aifactory.simulator.Fixtures.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoundRobin;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.policy.PolicyCatalog;
import io.aifactory.simulator.policy.PolicyContext;
import io.aifactory.simulator.policy.PolicyEntry;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.trace.Arrival;
import io.aifactory.simulator.trace.Lengths;
import io.aifactory.simulator.trace.ShapedTrace;
import io.aifactory.simulator.trace.TraceShape;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void aSingleRequestTakesThePrefillAndOneStepPerFurtherToken() {
        // Given 100 prompt tokens in steps of 64: 1.64 ms + 1.36 ms, then 2 steps of 1.1 ms
        Run run = run(scenario(1, worker(100, 64, 4)), "round-robin", arrival5(100, 3));

        // Then
        Outcome outcome = run.outcomes().getFirst();
        assertEquals(3.0, outcome.ttftMillis(), 1e-9);
        assertEquals(1.1, outcome.itlMillis(), 1e-9);
        assertEquals(5.2, outcome.endToEndMillis(), 1e-9);
        assertTrue(outcome.good());
    }

    @Test
    void energyIsThatOfTheStepsAndOfTheTimeWithoutThem() {
        // Given the same request, 5 ms after the start, on two workers
        Run run = run(scenario(2, worker(100, 64, 4)), "round-robin", arrival5(100, 3));

        // Then 4 steps of 2 J, 100 prompt tokens of 0.1 J, 2 decoded tokens of 1 J
        assertEquals(20, run.stepJoules(), 1e-9);
        // and 10.2 ms of two workers less 5.2 ms at 10 W
        assertEquals(0.152, run.idleJoules(), 1e-9);
        assertEquals(5_200_000, run.busyNanos());
    }

    @Test
    void decodingGoesFirstAndAPromptTakesWhatIsLeftOfTheStep() {
        // Given a sequence that decodes from 1.01 ms on, and a prompt of 10 tokens
        List<Arrival> arrivals = List.of(arrival(0, 1, 50, 1), arrival(2, 10, 1, 2, 3, 4));

        // When a step has room for 4 tokens: steps end at 1.01, 2.11 … and 3 + 3 + 3 + 1 follow
        Run run = run(scenario(1, worker(100, 4, 4)), "round-robin", arrivals);

        // Then 3 steps of 1.13 ms and one of 1.11 ms after the one under way
        assertEquals(0.11 + 3 * 1.13 + 1.11, run.outcomes().get(1).ttftMillis(), 1e-9);
    }

    @Test
    void fullBlocksAreSharedButTheLastTokenIsAlwaysComputed() {
        // Given 8 tokens, then the same 8 tokens, then 9 that begin with them
        List<Arrival> arrivals =
                List.of(
                        arrival(0, 8, 1, 1, 2),
                        arrival(10, 8, 1, 1, 2),
                        arrival(20, 9, 1, 1, 2, 3));

        // When
        Run run = run(scenario(1, worker(10, 64, 4)), "round-robin", arrivals);

        // Then
        assertEquals(List.of(0, 4, 8), run.outcomes().stream().map(Outcome::cachedTokens).toList());
    }

    @Test
    void theLongestUnusedBlocksAreGivenUpTheTailOfAPromptFirst() {
        // Given a cache of 4 blocks that a prompt of 3 full ones was in, and one that takes 2
        List<Arrival> arrivals =
                List.of(
                        arrival(0, 12, 1, 1, 2, 3),
                        arrival(10, 8, 1, 8, 9),
                        arrival(20, 13, 1, 1, 2, 3, 4));

        // When
        Run run = run(scenario(1, worker(4, 64, 4)), "round-robin", arrivals);

        // Then the free block and the third of the first prompt went
        assertEquals(8, run.outcomes().get(2).cachedTokens());
    }

    @Test
    void theFirstThatDoesNotFitLetsAllOthersWait() {
        // Given 4 blocks: 3 for the first, then a prompt that needs 2, then one that would fit
        List<Arrival> arrivals =
                List.of(arrival(0, 11, 2, 1, 2, 3), arrival(0, 7, 1, 4, 5), arrival(0, 3, 1, 6));

        // When
        Run run = run(scenario(1, worker(4, 64, 4)), "round-robin", arrivals);

        // Then both come only after the first: 1.11 + 1.1 ms, then 1.1 ms for both
        assertEquals(3.31, run.outcomes().get(1).ttftMillis(), 1e-9);
        assertEquals(3.31, run.outcomes().get(2).ttftMillis(), 1e-9);
        assertEquals(0, run.preemptions());
    }

    @Test
    void whoWasAdmittedLastGivesItsBlocksUpAndIsComputedAgain() {
        // Given 2 blocks, a sequence that is admitted at once, and one that comes beside it
        List<Arrival> arrivals = List.of(arrival(0, 3, 4, 1), arrival(0, 3, 3, 2));

        // When the first needs a second block in the third step
        Run run = run(scenario(1, worker(2, 64, 4)), "round-robin", arrivals);

        // Then it goes on alone
        assertEquals(1, run.preemptions());
        double first = 1.03 + 1.13 + 1.1 + 1.1;
        assertEquals(first, run.outcomes().get(0).endToEndMillis(), 1e-9);
        // and the other computes its 4 tokens anew, keeping what it has said
        assertEquals(1.03 + 1.13, run.outcomes().get(1).ttftMillis(), 1e-9);
        assertEquals(first + 1.04 + 1.1, run.outcomes().get(1).endToEndMillis(), 1e-9);
    }

    @Test
    void whatNoWorkerCanHoldIsRefusedAndCountsAsBad() {
        Run run = run(scenario(1, worker(2, 64, 4)), "round-robin", arrival5(7, 2));
        assertTrue(run.outcomes().getFirst().refused());
        assertEquals(0, run.goodput());
        assertEquals(1, run(scenario(1, worker(2, 64, 4)), "round-robin", List.of()).goodput());
    }

    @Test
    void aGateThatHoldsForEverLeavesNobodyUnanswered() {
        final class Closed implements Router, Gate {
            private final RoundRobin turns = new RoundRobin();

            @Override
            public String policy() {
                return "closed";
            }

            @Override
            public DecisionRecord route(
                    RequestFeatures request, List<Candidate> candidates, long nowNanos) {
                return turns.route(request, candidates, nowNanos);
            }

            @Override
            public Verdict judge(
                    RequestFeatures request, List<Candidate> candidates, long nowNanos) {
                return nowNanos > 0 ? Verdict.HOLD : Verdict.ROUTE;
            }
        }
        Run run =
                Simulation.run(
                        scenario(1, worker(9, 64, 4)),
                        new Closed(),
                        List.of(arrival(0, 4, 1, 1), arrival(3, 4, 1, 2)));
        assertFalse(run.outcomes().get(0).refused());
        assertTrue(run.outcomes().get(1).refused());
    }

    @Test
    void theSameSeedGivesTheSameFiguresForEveryPolicy() {
        Scenario scenario = scenario(3, worker(30, 16, 4));
        List<Arrival> arrivals = ShapedTrace.draw(shape(200, 300), 3);
        for (PolicyEntry policy : PolicyCatalog.entries()) {
            assertEquals(
                    run(scenario, policy.name(), arrivals),
                    run(scenario, policy.name(), arrivals),
                    policy.name());
        }
    }

    @Property(tries = 60)
    void everyRequestEndsWithAllItsTokensWhateverTheCacheHolds(
            @ForAll @IntRange(min = 1, max = 4) int workers,
            @ForAll @IntRange(min = 20, max = 60) int blocks,
            @ForAll @IntRange(min = 1, max = 6) int sequences,
            @ForAll @IntRange(min = 0, max = 19) int policy,
            @ForAll @IntRange(min = 0, max = 100) int requests,
            @ForAll long seed) {
        // Given
        List<Arrival> arrivals = ShapedTrace.draw(shape(500, requests), seed);

        // When
        Run run =
                run(
                        scenario(workers, worker(blocks, 16, sequences)),
                        PolicyCatalog.entries().get(policy).name(),
                        arrivals);

        // Then
        assertEquals(requests, run.outcomes().size());
        for (Outcome outcome : run.outcomes()) {
            if (!outcome.refused()) {
                assertEquals(arrivals.get(outcome.id()).outputTokens(), outcome.outputTokens());
                assertTrue(outcome.ttftMillis() > 0);
                assertTrue(outcome.endToEndMillis() >= outcome.ttftMillis());
                assertTrue(outcome.cachedTokens() < outcome.promptTokens());
            }
        }
        assertTrue(run.busyNanos() <= run.endNanos() * workers);
    }

    @Test
    void senselessFleetsAndTracesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> scenario(0, worker(1, 8, 1)));
        assertThrows(IllegalArgumentException.class, () -> worker(1, 8, 9));
        assertThrows(IllegalArgumentException.class, () -> new SloRule(Double.NaN, 2, 25));
        assertThrows(IllegalArgumentException.class, () -> new SloRule(2_000, -1, 25));
        List<Arrival> unsorted = List.of(arrival(2, 4, 1, 1), arrival(1, 4, 1, 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> run(scenario(1, worker(9, 8, 1)), "random", unsorted));
        List<Arrival> otherBlocks = ShapedTrace.draw(TraceShape.conversation(), 1).subList(0, 1);
        assertEquals(
                "the trace has blocks of 512 tokens, worker model 'tiny' of 4; use a model with blocks of 512",
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () ->
                                                run(
                                                        scenario(1, worker(9, 8, 1)),
                                                        "random",
                                                        otherBlocks))
                                .getMessage()));
    }

    private static TraceShape shape(double rate, int requests) {
        return new TraceShape(
                rate, requests, new Lengths(16, 0.8, 40), new Lengths(8, 0.8, 30), 4, 1, 0.5, 0.6);
    }

    private static List<Arrival> arrival5(int prompt, int output) {
        return List.of(new Arrival(5_000_000, prompt, output));
    }

    private static Run run(Scenario scenario, String policy, List<Arrival> arrivals) {
        return Simulation.run(
                scenario,
                PolicySpec.parse(policy)
                        .make(new PolicyContext(scenario.model(), new SplittableRandom(5))),
                arrivals);
    }
}
