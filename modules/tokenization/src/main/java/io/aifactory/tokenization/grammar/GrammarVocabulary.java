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

    public int size() {
        return trie.vocabularySize();
    }

    VocabularyTrie trie() {
        return trie;
    }

    CommonMasks commonMasks() {
        return commonMasks;
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
