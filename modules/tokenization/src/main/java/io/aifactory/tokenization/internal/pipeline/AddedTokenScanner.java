package io.aifactory.tokenization.internal.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds added tokens in a text: leftmost first, the longest at each place, never overlapping. A
 * match that does not count (a special token where those are ignored, a {@code single_word} inside
 * of a word) still hides what lies within it, as in the Hugging Face library.
 */
final class AddedTokenScanner {
    /** Receives the text between tokens, and the tokens. */
    interface Sink {
        void text(String between, boolean first);

        void token(AddedToken token);
    }

    /** By what they are written with at the start; the longest first. */
    private final Map<Character, List<AddedToken>> byFirstCharacter = new HashMap<>();

    AddedTokenScanner(List<AddedToken> tokens) {
        for (AddedToken token : tokens) {
            byFirstCharacter
                    .computeIfAbsent(token.content().charAt(0), c -> new ArrayList<>())
                    .add(token);
        }
        byFirstCharacter
                .values()
                .forEach(sharing ->
                        sharing.sort(
                                Comparator.comparingInt((AddedToken t) -> t.content().length())
                                        .reversed()));
    }

    void scan(String text, boolean first, boolean recogniseSpecial, Sink sink) {
        int done = 0;
        if (!byFirstCharacter.isEmpty()) {
            int at = 0;
            while (at < text.length()) {
                AddedToken token = longestAt(text, at);
                if (token == null) {
                    at++;
                    continue;
                }
                int start = at;
                int end = at + token.content().length();
                at = end;
                if ((token.special() && !recogniseSpecial)
                        || insideOfWord(token, text, start, end)) {
                    continue;
                }
                if (token.leftStrip()) {
                    while (start > done && isWhiteSpace(text.charAt(start - 1))) {
                        start--;
                    }
                }
                if (token.rightStrip()) {
                    while (end < text.length() && isWhiteSpace(text.charAt(end))) {
                        end++;
                    }
                }
                emit(text, done, start, first, sink);
                sink.token(token);
                done = end;
                at = Math.max(at, end);
            }
        }
        emit(text, done, text.length(), first, sink);
    }

    private static void emit(String text, int from, int to, boolean first, Sink sink) {
        if (from < to) {
            sink.text(text.substring(from, to), first && from == 0);
        }
    }

    private @Nullable AddedToken longestAt(String text, int at) {
        List<AddedToken> candidates = byFirstCharacter.get(text.charAt(at));
        if (candidates != null) {
            for (AddedToken candidate : candidates) {
                if (text.startsWith(candidate.content(), at)) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private static boolean insideOfWord(AddedToken token, String text, int start, int end) {
        return token.singleWord()
                && ((start > 0 && isWordCharacter(text.codePointBefore(start)))
                        || (end < text.length() && isWordCharacter(text.codePointAt(end))));
    }

    private static boolean isWordCharacter(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                    true;
            default -> Character.isLetterOrDigit(codePoint) || Character.isAlphabetic(codePoint);
        };
    }

    /** The Unicode property White_Space; all of it lies in the basic plane. */
    private static boolean isWhiteSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
    }
}
