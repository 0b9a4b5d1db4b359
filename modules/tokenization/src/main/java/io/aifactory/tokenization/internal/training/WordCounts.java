package io.aifactory.tokenization.internal.training;

import io.aifactory.tokenization.internal.pipeline.PreTokenizer;
import io.aifactory.tokenization.internal.text.WellFormed;
import java.util.HashMap;
import java.util.Map;

/** How often each pre-token occurs. */
public final class WordCounts {
    /** Longer pre-tokens are counted in pieces, so that one giant word costs no more than text. */
    private static final int MAX_SYMBOLS = 1_024;

    /**
     * Fitted to the live heap after 3,840 merges over random words: 440 bytes a word of 9 symbols,
     * 6.2 kB a word of 131. Most of it is the index of pairs, so symbols weigh more than words.
     */
    private static final long BYTES_PER_WORD = 60;

    private static final long BYTES_PER_SYMBOL = 46;

    private final PreTokenizer preTokenizer;
    private final Map<String, long[]> counts = new HashMap<>();
    private long symbols;

    public WordCounts(PreTokenizer preTokenizer) {
        this.preTokenizer = preTokenizer;
    }

    /** Counts the pre-tokens of one text. */
    public void add(String text) {
        if (!text.isEmpty()) {
            preTokenizer.split(WellFormed.of(text), true, (word, _) -> count(word));
        }
    }

    private void count(String word) {
        if (word.length() <= MAX_SYMBOLS) {
            counts.computeIfAbsent(word, this::first)[0]++;
            return;
        }
        for (int from = 0; from < word.length(); from += MAX_SYMBOLS) {
            count(word.substring(from, Math.min(from + MAX_SYMBOLS, word.length())));
        }
    }

    private long[] first(String word) {
        symbols += word.length();
        return new long[1];
    }

    /** Estimated heap of these counts and of learning from them, in bytes. */
    public long memoryBytes() {
        return counts.size() * BYTES_PER_WORD + symbols * BYTES_PER_SYMBOL;
    }

    Map<String, long[]> counts() {
        return counts;
    }
}
