package io.aifactory.languagemodel.inference;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The distinct tokens of one sequence and how often each was generated. Grows with the sequence;
 * not thread-safe.
 */
public final class TokenCounts {
    private final Map<Integer, Integer> places = new HashMap<>();
    private int[] tokens = new int[16];
    private int[] generated = new int[16];

    /** The token stands in the prompt. */
    public void prompted(int token) {
        place(token);
    }

    /** The token has been generated once more. */
    public void generated(int token) {
        int place = place(token); // before the array is read: it may grow
        generated[place]++;
    }

    /** Number of distinct tokens. */
    public int size() {
        return places.size();
    }

    /**
     * @param index below {@link #size()}, in the order of first occurrence
     */
    public int token(int index) {
        return tokens[index];
    }

    /** How often the token at this index was generated; 0 if it stands in the prompt alone. */
    public int count(int index) {
        return generated[index];
    }

    private int place(int token) {
        Integer known = places.get(token);
        if (known != null) {
            return known;
        }
        int place = places.size();
        if (place == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * place);
            generated = Arrays.copyOf(generated, 2 * place);
        }
        tokens[place] = token;
        places.put(token, place);
        return place;
    }
}
