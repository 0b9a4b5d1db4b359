package io.aifactory.inference.speculation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.speculation.DraftPolicy.Cost;
import io.aifactory.inference.speculation.SequenceDrafts.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DraftPolicyTest {
    private static final DraftPolicy ROOMY = new DraftPolicy(100);

    @Test
    void draftsAreAddedAsLongAsTheyRaiseTheRate() {
        // One token in 10 ms; drafts of 2 ms bring 0.5, 0.25 …: rates 0.1, 0.125, 0.125, 0.117
        Optional<Cost> cost = cost(10, 2);

        assertArrayEquals(new int[] {1}, ROOMY.choose(List.of(new Candidate(4, 0.5)), cost));
        assertArrayEquals(new int[] {4}, ROOMY.choose(List.of(new Candidate(4, 0.9)), cost));
        assertArrayEquals(new int[] {2}, ROOMY.choose(List.of(new Candidate(2, 0.9)), cost));
        assertArrayEquals(new int[] {0}, ROOMY.choose(List.of(new Candidate(4, 0.2)), cost));
    }

    @Test
    void theMoreSequencesDecodeTheLikelierADraftMustBe() {
        // Eight tokens in 12 ms: a draft of 1 ms must bring two thirds of a token
        Candidate likely = new Candidate(4, 0.9);
        Candidate unlikely = new Candidate(4, 0.6);

        assertArrayEquals(
                new int[] {3, 0, 3, 0, 0, 0, 0, 0},
                ROOMY.choose(
                        List.of(
                                likely,
                                unlikely,
                                likely,
                                Candidate.NONE,
                                unlikely,
                                Candidate.NONE,
                                Candidate.NONE,
                                Candidate.NONE),
                        cost(12, 1)));
        assertArrayEquals(new int[] {3}, ROOMY.choose(List.of(unlikely), cost(12, 1)));
    }

    @Test
    void noStepGetsLongerThanItMay() {
        Optional<Cost> cost = Optional.of(new Cost(10, 2, 15));
        assertArrayEquals(new int[] {2}, ROOMY.choose(List.of(new Candidate(4, 0.9)), cost));
    }

    @Test
    void withoutKnownCostWhatIsLikelyEnoughIsTried() {
        // 0.7, 0.49, 0.343, 0.24
        assertArrayEquals(
                new int[] {3, 0},
                ROOMY.choose(
                        List.of(new Candidate(4, 0.7), new Candidate(4, 0.2)), Optional.empty()));
    }

    @Test
    void roomIsCountedAsIfAllHadAsManyDraftsAsTheOneWithMost() {
        List<Candidate> three =
                List.of(new Candidate(4, 0.95), new Candidate(4, 0.9), new Candidate(4, 0.85));

        assertArrayEquals(new int[] {3, 3, 0}, choose(6, three));
        assertArrayEquals(new int[] {2, 2, 0}, choose(5, three));
        assertArrayEquals(new int[] {2, 0, 0}, choose(2, three));
        assertArrayEquals(new int[] {0, 0, 0}, choose(0, three));
        assertArrayEquals(new int[] {0, 0, 0}, choose(-3, three));
    }

    private static int[] choose(int room, List<Candidate> candidates) {
        return new DraftPolicy(room).choose(candidates, Optional.empty());
    }

    @Test
    void aProbeTakesAllDraftsOfTheLikeliest() {
        List<Candidate> candidates =
                List.of(Candidate.NONE, new Candidate(4, 0.1), new Candidate(3, 0.2));

        assertArrayEquals(new int[] {0, 0, 3}, ROOMY.probe(candidates));
        assertArrayEquals(new int[] {0, 0, 2}, new DraftPolicy(2).probe(candidates));
        assertArrayEquals(new int[] {0}, ROOMY.probe(List.of(Candidate.NONE)));
    }

    /** Against all choices, where nothing but the rate matters. */
    @Property(tries = 300)
    void noOtherChoiceHasABetterRate(
            @ForAll @Size(min = 1, max = 3)
                    List<@DoubleRange(min = 0.01, max = 0.99) Double> acceptances,
            @ForAll @IntRange(min = 1, max = 30) int draftNanos) {
        List<Candidate> candidates = new ArrayList<>();
        acceptances.forEach(acceptance -> candidates.add(new Candidate(3, acceptance)));
        int[] chosen = ROOMY.choose(candidates, cost(20, draftNanos));

        double best = rate(candidates, chosen, draftNanos);
        int all = (int) Math.pow(4, candidates.size());
        for (int number = 0; number < all; number++) {
            int[] other = new int[candidates.size()];
            for (int i = 0, rest = number; i < other.length; i++, rest /= 4) {
                other[i] = rest % 4;
            }
            assertTrue(
                    rate(candidates, other, draftNanos) <= best * (1 + 1e-12),
                    Arrays.toString(other) + " beats " + Arrays.toString(chosen));
        }
        assertEquals(candidates.size(), chosen.length);
    }

    private static double rate(List<Candidate> candidates, int[] drafts, int draftNanos) {
        double tokens = drafts.length;
        double nanos = 20;
        for (int i = 0; i < drafts.length; i++) {
            for (int n = 1; n <= drafts[i]; n++) {
                tokens += Math.pow(candidates.get(i).acceptance(), n);
                nanos += draftNanos;
            }
        }
        return tokens / nanos;
    }

    private static Optional<Cost> cost(double nanos, double draftNanos) {
        return Optional.of(new Cost(nanos, draftNanos, Double.POSITIVE_INFINITY));
    }
}
