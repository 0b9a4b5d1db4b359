package io.aifactory.tokenization.internal.normalization;

import io.aifactory.tokenization.internal.model.PieceTrie;
import org.jspecify.annotations.Nullable;

/**
 * Normalisation as the SentencePiece library does it, in one pass from left to right: the longest
 * entry of the character map at each place, white space, the visible space.
 *
 * @param map null for none
 * @param kept pieces that no rule touches (user-defined ones)
 * @param addDummyPrefix a text that is not empty begins with a space
 * @param removeExtraWhitespaces runs of spaces become one, those at the ends none
 * @param escapeWhitespaces spaces are written as U+2581
 */
public record SentencePieceNormalizer(
        @Nullable Charsmap map,
        PieceTrie kept,
        boolean addDummyPrefix,
        boolean removeExtraWhitespaces,
        boolean escapeWhitespaces)
        implements Normalizer {
    private static final char VISIBLE_SPACE = '\u2581';

    @Override
    public String ofAddedToken(String content) {
        return content;
    }

    @Override
    public String apply(String text) {
        char space = escapeWhitespaces ? VISIBLE_SPACE : ' ';
        StringBuilder out = new StringBuilder(text.length() + 16);
        boolean afterSpace = removeExtraWhitespaces;
        for (int at = 0; at < text.length(); ) {
            int next = keptUntil(text, at);
            long match = next == at && map != null ? map.longest(text, at) : -1;
            int begin = out.length();
            if (next > at) {
                out.append(text, at, next);
            } else if (match >= 0 && map != null) {
                out.append(map.replacement(match));
                next = Charsmap.end(match);
            } else {
                next = at + Character.charCount(text.codePointAt(at));
                out.append(text, at, next);
            }
            at = next;
            int spaces = begin;
            while (afterSpace && spaces < out.length() && out.charAt(spaces) == ' ') {
                spaces++;
            }
            out.delete(begin, spaces);
            if (out.length() > begin) {
                afterSpace = removeExtraWhitespaces && out.charAt(out.length() - 1) == ' ';
                escape(out, begin);
            }
        }
        return finish(out, space, removeExtraWhitespaces || text.isEmpty());
    }

    private String finish(StringBuilder out, char space, boolean prefixOnlyText) {
        int end = out.length();
        while (removeExtraWhitespaces && end > 0 && out.charAt(end - 1) == space) {
            end--;
        }
        out.setLength(end);
        if (addDummyPrefix && !(prefixOnlyText && out.isEmpty())) {
            out.insert(0, space);
        }
        return out.toString();
    }

    private void escape(StringBuilder out, int from) {
        for (int i = from; escapeWhitespaces && i < out.length(); i++) {
            if (out.charAt(i) == ' ') {
                out.setCharAt(i, VISIBLE_SPACE);
            }
        }
    }

    private int keptUntil(String text, int from) {
        int end = from;
        int node = PieceTrie.ROOT;
        for (int i = from; i < text.length() && node != PieceTrie.NONE; ) {
            node = kept.child(node, text.charAt(i++));
            if (node != PieceTrie.NONE && kept.value(node) != PieceTrie.NONE) {
                end = i;
            }
        }
        return end;
    }
}
