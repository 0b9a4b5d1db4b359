package io.aifactory.schedulercore.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.routing.DecisionOutcome;
import io.aifactory.schedulercore.routing.DecisionRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeastDamageTest {
    private final Bench bench = new Bench(2);

    @Test
    void theForecastIsWhatTheLearnedLawSays() {
        // Given: steps of 10 ms + 0.1 ms for each prompt token, of which 2,000 fit into one

        // When
        DecisionRecord decision = bench.route("r", 6_000, 0, 0);

        // Then: three steps and 6,000 tokens
        assertEquals(630, term(decision, 0, "ttftMillis"), 1);
        assertEquals(630, term(decision, 0, "workMillis"), 1);
        assertEquals(10, term(decision, 0, "itlMillis"), 0.1);
        assertEquals(0, term(decision, 0, "othersExpectedMisses"));
    }

    @Test
    void aPromptGoesWhereMostOfItIsCached() {
        assertEquals("w1", bench.route("r", 6_000, 0, 5_632).chosen());
        assertEquals("w0", bench.route("s", 6_000, 5_632, 0).chosen());
    }

    @Test
    void aCachedPrefixDoesNotCountWherePromisesWouldBreak() {
        // Given: w1 has prompts of 5 s before it
        bench.router.route(bench.request("long", 48_000), bench.only(1, 0), bench.now);

        // When
        DecisionRecord decision = bench.route("r", 6_000, 0, 5_632);

        // Then
        assertEquals("w0", decision.chosen());
        assertTrue(term(decision, 1, "ttftMillis") > 2_000);
    }

    @Test
    void aPromptSparesASequenceThatIsAboutToBreakItsPromise() {
        // Given: on w0 a sequence that has used up what its promise allows, on w1 a fast one
        bench.decodeApart(24.8, 10);

        // When
        DecisionRecord decision = bench.route("r", 4_000, 0, 0);

        // Then
        assertEquals("w1", decision.chosen());
        assertTrue(
                term(decision, 0, "othersExpectedMisses")
                        > term(decision, 1, "othersExpectedMisses"));
    }

    @Test
    void aPromiseThatIsBrokenAlreadyWeighsNothing() {
        // Given: on w0 a sequence far beyond its promise, on w1 one that can keep it
        bench.decodeApart(200, 20);

        // When
        DecisionRecord decision = bench.route("r", 4_000, 0, 0);

        // Then
        assertEquals("w0", decision.chosen());
        assertEquals(0, term(decision, 0, "othersExpectedMisses"), 0.01);
    }

    @Test
    void aBurstIsSpreadBeforeAnyReport() {
        // When
        List<String> chosen =
                List.of("a", "b", "c", "d").stream()
                        .map(id -> bench.route(id, 6_000, 0, 0).chosen())
                        .toList();

        // Then
        assertEquals(2, chosen.stream().filter("w0"::equals).count());
    }

    @Test
    void withoutPromisesTheTimeOfAllCounts() {
        // Given: a sequence decodes on w0
        bench.slo = io.aifactory.schedulercore.routing.Slo.NONE;
        bench.decodes("other", 0, 10, 10);

        // When
        DecisionRecord decision = bench.route("r", 4_000, 0, 0);

        // Then
        assertEquals("w1", decision.chosen());
        assertEquals(term(decision, 0, "workMillis"), term(decision, 0, "delayToOthersMillis"));
    }

    @Test
    void requestsWhoseEndNobodyReportedAreGivenUp() {
        // Given
        bench.route("forgotten", 100_000, 0, 0);

        // When: the load book says that nothing runs
        DecisionRecord decision = bench.route("r", 6_000, 0, 0);

        // Then: 630 ms on both
        bench.loads[0] = 0;
        DecisionRecord after = bench.route("s", 6_000, 0, 0);
        assertTrue(term(decision, 0, "ttftMillis") > 10_000);
        assertEquals(630, term(after, 0, "ttftMillis"), 1);
    }

    @Test
    void aWorkerThatIsGoneTakesItsRequestsWithIt() {
        // Given
        bench.route("r", 100_000, 0, 0);

        // When
        bench.gone(0);

        // Then
        assertEquals("w0", bench.route("s", 6_000, 0, 0).chosen());
        bench.finish("r", 10);
        assertTrue(bench.completed.isEmpty());
    }

    @Test
    void theOutcomeOfADecisionIsHeldAgainstTheBestOfTheOthers() {
        // Given
        bench.route("r", 6_000, 0, 0);

        // When: the first token took 2.5 s, twenty further ones 10 ms each
        bench.now += 2_500_000_000L;
        bench.firstToken("r");
        bench.now += 200_000_000L;
        bench.finish("r", 21);

        // Then
        DecisionRecord completed = bench.completed.getFirst();
        DecisionOutcome outcome = completed.outcome().orElseThrow();
        assertEquals(2_500, outcome.ttftMillis());
        assertEquals(10, outcome.itlMillis());
        assertFalse(outcome.kept());
        assertEquals("w1", outcome.alternative());
        double expected = completed.candidates().get(1).score();
        assertEquals(outcome.scoreMillis() - expected, outcome.regretMillis(), 1e-6);
        // and the broken promise of 2 s, half of it for the wait within, all that was beyond
        assertEquals(2_000 + 1_000 + 500, outcome.scoreMillis(), 1);
        assertTrue(
                Explanation.of(completed)
                        .contains("It came to 2500 ms and 10.0 ms, promises broken; w1 was"),
                () -> Explanation.of(completed));
    }

    @Test
    void aGoodOutcomeIsNotRegretted() {
        // Given
        bench.route("r", 6_000, 5_000, 0);

        // When
        bench.now += 100_000_000L;
        bench.firstToken("r");
        bench.now += 200_000_000L;
        bench.finish("r", 21);

        // Then
        DecisionOutcome outcome = bench.completed.getFirst().outcome().orElseThrow();
        assertTrue(outcome.kept());
        assertEquals(0, outcome.regretMillis());
    }

    @Test
    void aHintIsBelievedUntilMoreTokensCame() {
        LiveRequest request = bench.live(java.util.OptionalInt.of(50), 100);
        assertEquals(50, request.total(0, 0));
        assertEquals(50, request.total(49, 1));
        assertTrue(request.total(50, 0) > 50);
        assertEquals(100, bench.live(java.util.OptionalInt.of(500), 100).total(0, 0));
    }

    @Test
    void withoutCandidatesThereIsNoDecision() {
        assertThrows(
                IllegalArgumentException.class,
                () -> bench.router.route(bench.request("r", 10), List.of(), 0));
    }

    private static double term(DecisionRecord decision, int candidate, String name) {
        return java.util.Objects.requireNonNull(
                decision.candidates().get(candidate).terms().get(name));
    }
}
