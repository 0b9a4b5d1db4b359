package io.aifactory.tokenization.internal.training;

import io.aifactory.tokenization.internal.pipeline.PreTokenizer;
import io.aifactory.tokenization.internal.text.WellFormed;
import java.util.HashMap;
import java.util.Map;

/** How often each pre-token occurs. */
public final class WordCounts {
    /** Longer pre-tokens are counted in pieces, so that one giant word costs no more than text. */
    private static final int MAX_SYMBOLS = 1_024;

    private final PreTokenizer preTokenizer;
    private final Map<String, long[]> counts = new HashMap<>();

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
            counts.computeIfAbsent(word, w -> new long[1])[0]++;
            return;
        }
        for (int from = 0; from < word.length(); from += MAX_SYMBOLS) {
            count(word.substring(from, Math.min(from + MAX_SYMBOLS, word.length())));
        }
    }

    Map<String, long[]> counts() {
        return counts;
    }
}
