package io.aifactory.schedulercore.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.load.WorkerLoad;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RoutersTest {
    private static final RequestFeatures REQUEST =
            new RequestFeatures("r1", "anonymous", "m", 100, 10);

    @Test
    void leastLoadedComparesSharesOfSlotsAndNotCounts() {
        // Given 4 of 8 slots against 3 of 4
        Candidate large = worker("large", 8, 4, 0, 0);
        Candidate small = worker("small", 4, 3, 0, 0);

        // When
        DecisionRecord decision = new LeastLoaded().route(REQUEST, List.of(small, large), 0);

        // Then
        assertEquals("large", decision.chosen());
        assertEquals("least-loaded", decision.policy());
        assertEquals(
                new ScoredCandidate(
                        "small",
                        Map.of("occupancy", 0.75, "pendingPromptTokens", 0.0, "assignedTotal", 0.0),
                        0.75),
                decision.candidates().getFirst());
    }

    @Test
    void leastLoadedBreaksTiesByPromptTokensAndThenByTurns() {
        // Given
        Candidate prefilling = worker("a", 4, 1, 5_000, 0);
        Candidate often = worker("b", 4, 1, 0, 9);
        Candidate seldom = worker("c", 4, 1, 0, 3);

        // Then
        assertEquals("c", choose(new LeastLoaded(), prefilling, often, seldom));
        assertEquals("b", choose(new LeastLoaded(), prefilling, often));
    }

    @Property
    void noCandidateIsLessLoadedThanTheChosenOne(@ForAll("fleets") List<Candidate> fleet) {
        // When
        String chosen = new LeastLoaded().route(REQUEST, fleet, 0).chosen();

        // Then
        double occupancy = occupancy(fleet, chosen);
        assertTrue(fleet.stream().allMatch(c -> c.load().occupancy() >= occupancy));
    }

    @Test
    void roundRobinTakesTurns() {
        // Given
        Router router = new RoundRobin();
        Candidate a = worker("a", 1, 0, 0, 0);
        Candidate b = worker("b", 1, 9, 0, 0);

        // Then
        assertEquals("a", choose(router, a, b));
        assertEquals("b", choose(router, a, b));
        assertEquals("a", choose(router, a, b));
    }

    @Property
    void powerOfTwoChoosesTheBetterOfAPairAndNeverTheWorstOfAll(
            @ForAll("fleets") List<Candidate> fleet, @ForAll long seed) {
        // When
        String chosen = new PowerOfTwoChoices(new Random(seed)).route(REQUEST, fleet, 0).chosen();

        // Then some other worker is at least as loaded
        double occupancy = occupancy(fleet, chosen);
        assertTrue(
                fleet.size() == 1
                        || fleet.stream()
                                .filter(c -> !c.workerId().equals(chosen))
                                .anyMatch(c -> c.load().occupancy() >= occupancy));
    }

    @Test
    void randomChoiceReachesEveryWorkerAndRepeatsWithTheSameSeed() {
        // Given
        List<Candidate> fleet =
                IntStream.range(0, 4).mapToObj(i -> worker("w" + i, 1, i, 0, 0)).toList();

        // When
        List<String> choices = draws(fleet);

        // Then
        assertEquals(4, choices.stream().distinct().count());
        assertEquals(choices, draws(fleet));
    }

    @Test
    void everyNamedPolicyKnowsItsNameAndRefusesAnEmptyFleet() {
        for (String name : Policies.names()) {
            Router router = Policies.named(name, new Random(1));
            assertEquals(name, router.policy());
            assertThrows(IllegalArgumentException.class, () -> router.route(REQUEST, List.of(), 0));
        }
        assertThrows(IllegalArgumentException.class, () -> Policies.named("best", new Random(1)));
    }

    @Provide
    Arbitrary<List<Candidate>> fleets() {
        Arbitrary<WorkerLoad> load =
                Combinators.combine(
                                Arbitraries.integers().between(1, 8),
                                Arbitraries.integers().between(0, 12))
                        .as((slots, sequences) -> new WorkerLoad(slots, sequences, 0, 0, 0));
        return load.list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(loads ->
                        IntStream.range(0, loads.size())
                                .mapToObj(i -> new Candidate("w" + i, loads.get(i)))
                                .toList());
    }

    private static List<String> draws(List<Candidate> fleet) {
        Router router = new RandomChoice(new Random(7));
        return IntStream.range(0, 64)
                .mapToObj(i -> router.route(REQUEST, fleet, 0).chosen())
                .toList();
    }

    private static String choose(Router router, Candidate... candidates) {
        return router.route(REQUEST, List.of(candidates), 0).chosen();
    }

    private static double occupancy(List<Candidate> fleet, String workerId) {
        return fleet.stream()
                .filter(c -> c.workerId().equals(workerId))
                .findFirst()
                .orElseThrow()
                .load()
                .occupancy();
    }

    private static Candidate worker(
            String id, int slots, int sequences, long promptTokens, long assigned) {
        return new Candidate(id, new WorkerLoad(slots, sequences, promptTokens, 0, assigned));
    }
}
