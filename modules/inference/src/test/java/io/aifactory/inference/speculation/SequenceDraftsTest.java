package io.aifactory.inference.speculation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.speculation.SequenceDrafts.Candidate;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.Penalties;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SequenceDraftsTest {
    /**
     * Right so far in 1.4 of 2 cases; each observation counts a tenth less with each further one.
     */
    private static final double ASSUMED = 0.7;

    @Test
    void rightAndWrongDraftsMoveTheEstimate() {
        SequenceDrafts drafts = drafts("abcd.abcdefgh.abcd", 4);

        assertEquals(new Candidate(4, ASSUMED), drafts.propose(9));
        assertArrayEquals(new int[] {'e', 'f', 'g'}, drafts.use(3));
        drafts.follow('e');
        drafts.follow('f');
        drafts.follow('x');
        assertEquals(0, drafts.propose(9).drafts());
        for (int token : "abcd".toCharArray()) {
            drafts.follow(token);
        }

        double right = ((0.9 * 1.4 + 1) * 0.9 + 1) * 0.9;
        double all = ((0.9 * 2 + 1) * 0.9 + 1) * 0.9 + 1;
        assertEquals(right / all, drafts.propose(9).acceptance(), 1e-12);
    }

    @Test
    void whatIsNotSentIsComparedWithTheNextTokenAllTheSame() {
        SequenceDrafts drafts = drafts("abcd.abcd.abcd", 4);

        drafts.propose(9);
        assertArrayEquals(new int[0], drafts.use(0));
        drafts.follow('.');
        assertEquals((0.9 * 1.4 + 1) / (0.9 * 2 + 1), drafts.propose(9).acceptance(), 1e-12);
        drafts.follow('x');
        drafts.follow('.');
        for (int token : "abcd".toCharArray()) {
            drafts.follow(token);
        }
        assertEquals(
                0.9 * (0.9 * 1.4 + 1) / (0.9 * (0.9 * 2 + 1) + 1),
                drafts.propose(9).acceptance(),
                1e-12);
    }

    @Test
    void shortAgreementsHaveAnEstimateOfTheirOwn() {
        SequenceDrafts drafts = drafts("abcd.abcd", 4);
        drafts.propose(9);
        drafts.follow('x');

        drafts.follow('c');
        drafts.follow('d');

        assertEquals(new Candidate(4, ASSUMED), drafts.propose(9));
    }

    @Test
    void thereAreNoMoreGuessesThanTokensMayCome() {
        SequenceDrafts drafts = drafts("abcd.abcd", 4);

        assertEquals(4, drafts.propose(9).drafts());
        assertEquals(2, drafts.propose(2).drafts());
        assertEquals(0, drafts.propose(0).drafts());
        assertThrows(IllegalArgumentException.class, () -> drafts.use(1));
    }

    @Test
    void aSequenceWhoseTokensDependOnMoreThanTheirPlaceHasNone() {
        assertTrue(SequenceDrafts.of(Specs.prompt("a").build(), 4).isPresent());
        assertTrue(SequenceDrafts.of(Specs.prompt("a").sampled(7).build(), 4).isPresent());
        assertEquals(Optional.empty(), SequenceDrafts.of(Specs.prompt("a").build(), 0));
        assertNone(new Penalties(1.1f, 0, 0), Map.of(), 0, OptionalInt.empty());
        assertNone(Penalties.NONE, Map.of(7, 1f), 0, OptionalInt.empty());
        assertNone(Penalties.NONE, Map.of(), 1, OptionalInt.empty());
        assertNone(Penalties.NONE, Map.of(), 0, OptionalInt.of(0));
    }

    private static void assertNone(
            Penalties penalties, Map<Integer, Float> bias, int minTokens, OptionalInt logprobs) {
        SamplingSpec sampling =
                new SamplingSpec(1, 1, 0, 0, 7, penalties, bias, minTokens, logprobs);
        assertEquals(
                Optional.empty(),
                SequenceDrafts.of(Specs.prompt("a").sampling(sampling).build(), 4));
    }

    private static SequenceDrafts drafts(String prompt, int most) {
        return SequenceDrafts.of(Specs.prompt(prompt).build(), most).orElseThrow();
    }
}
