package io.aifactory.tokenization.grammar;

import io.aifactory.tokenization.internal.grammar.mask.Stacks;
import java.util.Arrays;

/**
 * How far a sequence has come in a grammar. Immutable; equal states of one grammar allow the same
 * continuations. After allowed tokens there is always a way to the end: some token, or an end
 * token, is allowed.
 */
public final class GrammarState {
    private final TokenGrammar grammar;
    private final Stacks stacks;
    private final boolean ended;

    GrammarState(TokenGrammar grammar, Stacks stacks, boolean ended) {
        this.grammar = grammar;
        this.stacks = stacks;
        this.ended = ended;
    }

    public TokenGrammar grammar() {
        return grammar;
    }

    /**
     * The tokens that may come next, end tokens included where the answer may end: bit {@code id %
     * 64} of word {@code id / 64}, in {@link TokenGrammar#maskWords()} words that the caller owns.
     */
    public long[] allowed() {
        long[] mask = new long[grammar.maskWords()];
        allowed(mask);
        return mask;
    }

    /**
     * Writes {@link #allowed()} into an array that is used again from step to step.
     *
     * @param mask overwritten; of {@link TokenGrammar#maskWords()} words
     * @throws IllegalArgumentException if it has another length
     */
    public void allowed(long[] mask) {
        if (mask.length != grammar.maskWords()) {
            throw new IllegalArgumentException(
                    "a mask has " + grammar.maskWords() + " words, not " + mask.length);
        }
        Arrays.fill(mask, 0);
        if (!ended) {
            grammar.masks().allowed(stacks, mask);
        }
        if (accepts()) {
            grammar.vocabulary().setEndTokens(mask);
        }
    }

    /** Whether a token may come next. Needs no mask. */
    public boolean allows(int token) {
        requireInVocabulary(token);
        return grammar.vocabulary().isEnd(token)
                ? accepts()
                : !ended && !grammar.masks().advance(stacks, token).isBottom();
    }

    /**
     * The state after one more token.
     *
     * @throws IllegalArgumentException if the token is not allowed here
     */
    public GrammarState advance(int token) {
        requireInVocabulary(token);
        if (grammar.vocabulary().isEnd(token)) {
            if (accepts()) {
                return new GrammarState(grammar, stacks, true);
            }
        } else if (!ended) {
            Stacks next = grammar.masks().advance(stacks, token);
            if (!next.isBottom()) {
                return new GrammarState(grammar, next, false);
            }
        }
        throw new IllegalArgumentException(
                "token " + token + " is not allowed by the grammar here");
    }

    /**
     * The state after several more tokens: how a sequence that moves to another worker finds its
     * place again.
     *
     * @throws IllegalArgumentException if one of them is not allowed where it stands
     */
    public GrammarState after(int... tokens) {
        GrammarState state = this;
        for (int token : tokens) {
            state = state.advance(token);
        }
        return state;
    }

    /** Whether what was said so far is a whole answer. */
    public boolean accepts() {
        return ended || grammar.masks().accepts(stacks);
    }

    /** Whether an end token has been said. */
    public boolean ended() {
        return ended;
    }

    /** Whether the answer is whole and nothing but an end token may follow. */
    public boolean complete() {
        return ended || (accepts() && grammar.masks().finished(stacks));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrammarState state
                && grammar == state.grammar
                && ended == state.ended
                && stacks.equals(state.stacks);
    }

    @Override
    public int hashCode() {
        return stacks.hashCode() + (ended ? 1 : 0);
    }

    private void requireInVocabulary(int token) {
        if (token < 0 || token >= grammar.vocabularySize()) {
            throw new IllegalArgumentException(
                    "token " + token + " is not one of " + grammar.vocabularySize() + " ids");
        }
    }
}
