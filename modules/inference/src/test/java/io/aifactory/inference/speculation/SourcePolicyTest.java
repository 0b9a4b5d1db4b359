package io.aifactory.inference.speculation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.speculation.DraftPolicy.Cost;
import io.aifactory.inference.speculation.SequenceDrafts.Candidate;
import io.aifactory.inference.speculation.SourcePolicy.Choice;
import io.aifactory.inference.speculation.SourcePolicy.Sources;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SourcePolicyTest {
    private static final SourcePolicy POLICY = new SourcePolicy(new DraftPolicy(100));
    private static final Candidate FOUR_GOOD = new Candidate(4, 0.9);

    @Test
    void runsOfTheDraftModelAreAddedAsLongAsTheyRaiseTheRate() {
        // One token in 10 ms. Each run takes 2 ms and its row 1 ms more, and brings 0.8, 0.64,
        // 0.512
        // …: rates 0.1, 0.1385, 0.1525, 0.1554, 0.1528
        Choice choice =
                POLICY.choose(
                        List.of(new Sources(Candidate.NONE, new Candidate(8, 0.8))),
                        cost(10, 1),
                        OptionalDouble.of(2));

        assertArrayEquals(new int[] {3}, choice.drafts());
        assertEquals(3, choice.modelDrafts(0));
        assertEquals((1 + 0.8 + 0.64 + 0.512) / 19, choice.rate(), 1e-12);
    }

    @Test
    void aDraftModelThatCostsAsMuchAsItSavesIsNotRun() {
        List<Sources> one = List.of(new Sources(Candidate.NONE, new Candidate(8, 1)));

        assertArrayEquals(new int[1], choose(one, 10, 1, 10).drafts());
        assertArrayEquals(new int[1], choose(one, 10, 1, 9).drafts());
        assertArrayEquals(new int[] {8}, choose(one, 10, 1, 8.9).drafts());
    }

    @Test
    void aRunIsSharedByAllSequencesThatWantIt() {
        // For one sequence 6 ms for half a token do not pay; for four of them they do
        Sources wish = new Sources(Candidate.NONE, new Candidate(1, 0.5));

        assertFalse(choose(List.of(wish), 10, 0.1, 6).someByModel());
        assertArrayEquals(
                new int[] {1, 1, 1, 1}, choose(Collections.nCopies(4, wish), 14, 0.1, 6).drafts());
    }

    @Test
    void whatWasFoundInTheTextIsTakenUnlessTheModelHasBeenRightMoreOften() {
        Candidate found = new Candidate(2, 0.8);
        Choice choice =
                choose(
                        List.of(
                                new Sources(found, new Candidate(4, 0.7)),
                                new Sources(new Candidate(2, 0.3), FOUR_GOOD),
                                new Sources(Candidate.NONE, FOUR_GOOD)),
                        10,
                        0.1,
                        1);

        assertArrayEquals(new int[] {2, 4, 4}, choice.drafts());
        assertArrayEquals(
                new int[] {0, 4, 4},
                new int[] {choice.modelDrafts(0), choice.modelDrafts(1), choice.modelDrafts(2)});
    }

    @Test
    void whereRunsDoNotPayWhatWasFoundIsTakenAllTheSame() {
        Choice choice =
                choose(List.of(new Sources(new Candidate(2, 0.5), FOUR_GOOD)), 10, 0.1, 100);

        assertArrayEquals(new int[] {2}, choice.drafts());
        assertFalse(choice.someByModel());
    }

    @Test
    void runsAndRowsTogetherStayWithinWhatAStepMayTake() {
        Choice choice =
                POLICY.choose(
                        List.of(new Sources(Candidate.NONE, FOUR_GOOD)),
                        Optional.of(new Cost(10, 1, 17)),
                        OptionalDouble.of(2));

        assertArrayEquals(new int[] {2}, choice.drafts());
    }

    @Test
    void whileCostsAreNotKnownWhatIsLikelyEnoughIsTried() {
        List<Sources> likely = List.of(new Sources(Candidate.NONE, new Candidate(8, 0.7)));
        List<Sources> unlikely = List.of(new Sources(Candidate.NONE, new Candidate(8, 0.2)));

        Choice tried = POLICY.choose(likely, Optional.empty(), OptionalDouble.empty());
        assertEquals(3, tried.modelDrafts(0));
        assertEquals(0, tried.rate());
        assertEquals(3, POLICY.choose(likely, cost(10, 1), OptionalDouble.empty()).modelDrafts(0));
        assertFalse(POLICY.choose(unlikely, cost(10, 1), OptionalDouble.empty()).someByModel());
    }

    @Test
    void whatWasFoundNeedsNoKnownRun() {
        Choice choice =
                POLICY.choose(
                        List.of(new Sources(new Candidate(2, 0.9), Candidate.NONE)),
                        cost(10, 1),
                        OptionalDouble.empty());

        assertArrayEquals(new int[] {2}, choice.drafts());
        assertTrue(choice.rate() > 0);
    }

    @Test
    void readingPaysBackIfTheTextGoesOnForLongEnough() {
        // Two sequences: 5 ms a token now, 4 ms then; a text of 100 tokens saves 200 ms
        Choice now = new Choice(new int[2], new boolean[2], 1 / 5e6);
        Choice then = new Choice(new int[] {2, 2}, new boolean[] {true, true}, 1 / 4e6);

        assertTrue(SourcePolicy.paysBack(now, then, 1, 100, 199e6));
        assertFalse(SourcePolicy.paysBack(now, then, 1, 100, 201e6));
        assertFalse(SourcePolicy.paysBack(now, then, 0.5, 100, 199e6));
        assertFalse(SourcePolicy.paysBack(then, now, 1, 100, 1));
        // no text is reckoned to have more than 256 tokens left
        assertTrue(SourcePolicy.paysBack(now, then, 1, 100_000, 511e6));
        assertFalse(SourcePolicy.paysBack(now, then, 1, 100_000, 513e6));
    }

    private static Choice choose(List<Sources> all, double nanos, double row, double run) {
        return POLICY.choose(all, cost(nanos, row), OptionalDouble.of(run));
    }

    private static Optional<Cost> cost(double nanos, double draftNanos) {
        return Optional.of(new Cost(nanos, draftNanos, Double.POSITIVE_INFINITY));
    }
}
