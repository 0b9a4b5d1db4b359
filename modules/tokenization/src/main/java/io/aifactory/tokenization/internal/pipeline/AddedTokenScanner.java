package io.aifactory.tokenization.internal.pipeline;

import io.aifactory.tokenization.internal.model.PieceTrie;
import io.aifactory.tokenization.internal.text.Characters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds added tokens in a text: leftmost first, the longest at each place, never overlapping. A
 * match that does not count (a special token where those are ignored, a {@code single_word} inside
 * of a word) still hides what lies within it, as in the Hugging Face library.
 */
final class AddedTokenScanner {
    /** Receives the text between tokens, and the tokens. */
    interface Sink {
        /**
         * @param start where it begins in the text that is scanned
         */
        void text(String between, int start);

        void token(AddedToken token);
    }

    /** Where special tokens count. */
    interface Recognition {
        Recognition NOWHERE = (start, end) -> false;
        Recognition EVERYWHERE = (start, end) -> true;

        boolean counts(int start, int end);
    }

    private final List<AddedToken> tokens;
    private final PieceTrie contents = new PieceTrie();

    /**
     * @throws IllegalArgumentException if contents are too long
     */
    AddedTokenScanner(List<AddedToken> tokens) {
        this.tokens = tokens;
        for (int i = 0; i < tokens.size(); i++) {
            contents.add(tokens.get(i).content(), i);
        }
    }

    void scan(String text, Recognition recognition, Sink sink) {
        int done = 0;
        if (!tokens.isEmpty()) {
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
                if ((token.special() && !recognition.counts(start, end))
                        || insideOfWord(token, text, start, end)) {
                    continue;
                }
                if (token.leftStrip()) {
                    while (start > done && Characters.isWhiteSpace(text.charAt(start - 1))) {
                        start--;
                    }
                }
                if (token.rightStrip()) {
                    while (end < text.length() && Characters.isWhiteSpace(text.charAt(end))) {
                        end++;
                    }
                }
                emit(text, done, start, sink);
                sink.token(token);
                done = end;
                at = Math.max(at, end);
            }
        }
        emit(text, done, text.length(), sink);
    }

    private static void emit(String text, int from, int to, Sink sink) {
        if (from < to) {
            sink.text(text.substring(from, to), from);
        }
    }

    private @Nullable AddedToken longestAt(String text, int at) {
        int longest = PieceTrie.NONE;
        int node = PieceTrie.ROOT;
        for (int i = at; i < text.length() && node != PieceTrie.NONE; i++) {
            node = contents.child(node, text.charAt(i));
            if (node != PieceTrie.NONE && contents.value(node) != PieceTrie.NONE) {
                longest = contents.value(node);
            }
        }
        return longest == PieceTrie.NONE ? null : tokens.get(longest);
    }

    private static boolean insideOfWord(AddedToken token, String text, int start, int end) {
        return token.singleWord()
                && ((start > 0 && Characters.isWord(text.codePointBefore(start)))
                        || (end < text.length() && Characters.isWord(text.codePointAt(end))));
    }
}
