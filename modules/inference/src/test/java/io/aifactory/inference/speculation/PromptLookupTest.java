package io.aifactory.inference.speculation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.inference.speculation.PromptLookup.Proposal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PromptLookupTest {
    @Test
    void theLongestAgreementCountsBeforeANewerShorterOne() {
        // Given 1 2 3 was followed by 7, and later 2 3 by 8
        PromptLookup lookup = new PromptLookup(new int[] {1, 2, 3, 7, 5, 2, 3, 8, 1, 2, 3});

        assertProposed(3, new int[] {7, 5}, lookup.propose(2));
    }

    @Test
    void ofEqualAgreementsTheNewestCounts() {
        PromptLookup lookup = new PromptLookup(new int[] {4, 2, 3, 7, 5, 2, 3, 8, 6, 2, 3});

        assertProposed(2, new int[] {8, 6, 2}, lookup.propose(3));
    }

    @Test
    void whatHasNotStoodBeforeIsNotGuessed() {
        assertProposed(0, new int[0], new PromptLookup(new int[] {1, 2, 3, 4}).propose(4));
        assertProposed(0, new int[0], new PromptLookup(new int[] {1, 1}).propose(4));
        assertProposed(0, new int[0], new PromptLookup(new int[] {9}).propose(4));
    }

    @Test
    void aTextThatRepeatsItselfIsContinuedBeyondItsEnd() {
        assertProposed(4, new int[] {3, 1, 2, 3, 1}, lookup(1, 2, 3, 1, 2, 3, 1, 2).propose(5));
        assertProposed(2, new int[] {6, 6, 6}, lookup(6, 6, 6).propose(3));
    }

    @Test
    void generatedTokensAreFoundLikeThoseOfThePrompt() {
        PromptLookup lookup = lookup(1, 2);
        for (int token : new int[] {5, 6, 7, 8, 9, 5, 6}) {
            lookup.add(token);
        }

        assertProposed(2, new int[] {7, 8}, lookup.propose(2));
    }

    /** Tokens of a small alphabet, so that there is much to find, against a scan of the text. */
    @Property(tries = 500)
    void everyGuessFollowedTheSameTokensInTheText(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(min = 0, max = 5) Integer> tokens,
            @ForAll @IntRange(min = 0, max = 300) int prompt,
            @ForAll @IntRange(min = 1, max = 9) int most) {
        int first = Math.min(prompt, tokens.size());
        PromptLookup lookup =
                new PromptLookup(
                        tokens.subList(0, first).stream().mapToInt(Integer::intValue).toArray());
        tokens.subList(first, tokens.size()).forEach(lookup::add);

        Proposal proposal = lookup.propose(most);

        int expected = newestEnd(tokens, PromptLookup.LONGEST);
        int agreed = PromptLookup.LONGEST;
        while (expected == 0 && agreed > PromptLookup.SHORTEST) {
            expected = newestEnd(tokens, --agreed);
        }
        assertEquals(expected == 0 ? 0 : agreed, proposal.agreed());
        assertEquals(expected == 0 ? 0 : most, proposal.tokens().length);
        List<Integer> text = new ArrayList<>(tokens);
        for (int i = 0; i < proposal.tokens().length; i++) {
            assertEquals(text.get(expected + i), proposal.tokens()[i]);
            text.add(proposal.tokens()[i]);
        }
    }

    /** Where the last so many tokens have ended last before the end; 0 if nowhere. */
    private static int newestEnd(List<Integer> tokens, int length) {
        int size = tokens.size();
        for (int end = size - 1; end >= length; end--) {
            if (tokens.subList(end - length, end).equals(tokens.subList(size - length, size))) {
                return end;
            }
        }
        return 0;
    }

    private static PromptLookup lookup(int... tokens) {
        return new PromptLookup(tokens);
    }

    private static void assertProposed(int agreed, int[] tokens, Proposal proposal) {
        assertArrayEquals(tokens, proposal.tokens());
        assertEquals(agreed, proposal.agreed());
    }
}
