package io.aifactory.tokenization.grammar;

import io.aifactory.tokenization.internal.grammar.mask.TokenMasks;

/**
 * A grammar compiled for a vocabulary. Thread-safe and made to be shared: masks are found when
 * first needed and kept, so that later sequences find them ready.
 */
public final class TokenGrammar {
    private final GrammarVocabulary vocabulary;
    private final TokenMasks masks;
    private final long work;

    TokenGrammar(GrammarVocabulary vocabulary, TokenMasks masks, long work) {
        this.vocabulary = vocabulary;
        this.masks = masks;
        this.work = work;
    }

    /** Where every answer begins. */
    public GrammarState start() {
        return new GrammarState(this, masks.start(), false);
    }

    /** Number of ids, as in {@link GrammarVocabulary#size()}. */
    public int vocabularySize() {
        return vocabulary.size();
    }

    /** Length of a mask: one bit for each id. */
    public int maskWords() {
        return (vocabulary.size() + 63) >> 6;
    }

    /** The ids that end an answer, in ascending order; a copy. */
    public int[] endTokens() {
        return vocabulary.endTokens();
    }

    /**
     * Estimated heap in bytes, without the vocabulary; grows while masks are made, at most by
     * {@link GrammarLimits#cacheBytes()}.
     */
    public long bytes() {
        return masks.bytes();
    }

    /** States of the automaton. */
    public int states() {
        return masks.states();
    }

    /** Work that compiling took, in the unit of {@link GrammarLimits#work()}. */
    public long work() {
        return work;
    }

    GrammarVocabulary vocabulary() {
        return vocabulary;
    }

    TokenMasks masks() {
        return masks;
    }
}
