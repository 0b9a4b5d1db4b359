package io.aifactory.tokenization.internal.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Token strings and their ids. */
public final class Vocabulary {
    private final Map<String, Integer> ids;
    private final @Nullable String[] tokens;
    private final int[] single = new int[1 << 16];

    /** The map is not copied and must not change afterwards; ids are not negative. */
    public Vocabulary(Map<String, Integer> ids) {
        this.ids = ids;
        int highest = ids.isEmpty() ? -1 : Collections.max(ids.values());
        this.tokens = new @Nullable String[highest + 1];
        Arrays.fill(single, -1);
        ids.forEach((token, id) -> {
            tokens[id] = token;
            if (token.length() == 1) {
                single[token.charAt(0)] = id;
            }
        });
    }

    /** The id of a token; -1 if there is none. */
    public int id(String token) {
        Integer id = ids.get(token);
        return id == null ? -1 : id;
    }

    /** The id of a single character; -1 if there is none. */
    int idOfCharacter(int codePoint) {
        return codePoint < single.length ? single[codePoint] : id(Character.toString(codePoint));
    }

    /** The token of an id; null where the vocabulary has a hole. */
    public @Nullable String token(int id) {
        return id < tokens.length ? tokens[id] : null;
    }

    /** Highest id plus one. */
    public int size() {
        return tokens.length;
    }
}
