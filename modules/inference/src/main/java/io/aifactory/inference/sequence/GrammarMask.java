package io.aifactory.inference.sequence;

import io.aifactory.tokenization.grammar.GrammarState;
import java.util.Arrays;
import java.util.Set;

/**
 * The grammar of one sequence as masks. There is always a token that may come: what is unwanted for
 * another reason than the grammar comes all the same where nothing else is left. Not thread-safe.
 */
final class GrammarMask {
    private final int[] passingEnds;
    private final long[] mask;
    private GrammarState state;

    /**
     * @param endTokens at which the sequence ends; end tokens of the grammar that are none of them
     *     are unwanted
     */
    GrammarMask(GrammarState state, Set<Integer> endTokens) {
        this.state = state;
        this.mask = new long[state.grammar().maskWords()];
        this.passingEnds =
                Arrays.stream(state.grammar().endTokens())
                        .filter(token -> !endTokens.contains(token))
                        .toArray();
    }

    void chosen(int token) {
        state = state.advance(token);
    }

    /** Nothing but an end token may follow, or one has come. */
    boolean whole() {
        return state.complete();
    }

    boolean ended() {
        return state.ended();
    }

    /**
     * The tokens that may come next.
     *
     * @param unwanted come only where nothing else may
     * @return one bit for each id; written over by the next call
     */
    long[] next(Set<Integer> unwanted) {
        state.allowed(mask);
        boolean less = false;
        for (int token : passingEnds) {
            less |= clear(token);
        }
        for (int token : unwanted) {
            less |= clear(token);
        }
        if (less && isEmpty()) {
            state.allowed(mask);
        }
        return mask;
    }

    private boolean clear(int token) {
        long bit = 1L << token;
        boolean set = (mask[token >> 6] & bit) != 0;
        mask[token >> 6] &= ~bit;
        return set;
    }

    private boolean isEmpty() {
        for (long word : mask) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }
}
