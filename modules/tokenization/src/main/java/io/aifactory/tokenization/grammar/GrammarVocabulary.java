package io.aifactory.tokenization.grammar;

import io.aifactory.tokenization.internal.grammar.mask.CommonMasks;
import io.aifactory.tokenization.internal.grammar.mask.VocabularyTrie;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * A vocabulary prepared for grammars: made once for a tokenizer (some hundred milliseconds for
 * 150,000 tokens, about 30 bytes of heap a byte of text) and shared by all its grammars, with the
 * masks of what every JSON grammar contains. Thread-safe.
 */
public final class GrammarVocabulary {
    private static final int BYTES = 256;

    private final VocabularyTrie trie;
    private final CommonMasks commonMasks = new CommonMasks();
    private final int[] endTokens;

    /**
     * Prepares a vocabulary.
     *
     * @param endTokens ids that end an answer; allowed exactly where the grammar accepts, whatever
     *     bytes they have; at least one
     * @throws IllegalArgumentException if an end token is not in the vocabulary, or there is none
     */
    public GrammarVocabulary(TokenBytes tokens, Set<Integer> endTokens) {
        int size = tokens.vocabularySize();
        if (endTokens.isEmpty() || endTokens.stream().anyMatch(id -> id < 0 || id >= size)) {
            throw new IllegalArgumentException(
                    "end tokens " + endTokens + " must be some of the " + size + " ids");
        }
        byte[][] bytes = new byte[size][];
        for (int id = 0; id < size; id++) {
            bytes[id] = endTokens.contains(id) ? new byte[0] : tokens.bytes(id);
            if (bytes[id].length > Short.MAX_VALUE) {
                throw new IllegalArgumentException("token " + id + " is too long");
            }
        }
        this.trie = new VocabularyTrie(bytes);
        this.endTokens = new TreeSet<>(endTokens).stream().mapToInt(id -> id).toArray();
    }

    /**
     * The 256 bytes and an end token: for finding out whether a grammar is sound where no model's
     * vocabulary is at hand. A model that lacks some bytes may still refuse it.
     */
    public static GrammarVocabulary ofBytes() {
        return new GrammarVocabulary(
                new TokenBytes() {
                    @Override
                    public int vocabularySize() {
                        return BYTES + 1;
                    }

                    @Override
                    public byte[] bytes(int id) {
                        return id < BYTES ? new byte[] {(byte) id} : new byte[0];
                    }
                },
                Set.of(BYTES));
    }

    public int size() {
        return trie.vocabularySize();
    }

    VocabularyTrie trie() {
        return trie;
    }

    CommonMasks commonMasks() {
        return commonMasks;
    }

    int[] endTokens() {
        return endTokens.clone();
    }

    boolean isEnd(int token) {
        return Arrays.binarySearch(endTokens, token) >= 0;
    }

    void setEndTokens(long[] mask) {
        for (int id : endTokens) {
            mask[id >> 6] |= 1L << id;
        }
    }
}
