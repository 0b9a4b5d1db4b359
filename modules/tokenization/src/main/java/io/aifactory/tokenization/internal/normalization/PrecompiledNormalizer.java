package io.aifactory.tokenization.internal.normalization;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code Precompiled} as the Hugging Face library understands a character map: a grapheme of up to
 * five bytes is replaced as a whole by the shortest entry that it begins with, else each character
 * by itself. {@link SentencePieceNormalizer} takes the longest entry instead.
 */
public record PrecompiledNormalizer(Charsmap map) implements Normalizer {
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final int SHORT_BYTES = 5;

    @Override
    public String apply(String text) {
        StringBuilder out = new StringBuilder(text.length());
        Matcher graphemes = GRAPHEME.matcher(text);
        while (graphemes.find()) {
            int from = graphemes.start();
            int to = graphemes.end();
            if (utf8Length(text, from, to) <= SHORT_BYTES) {
                String replacement = map.shortest(text, from, to);
                if (replacement != null) {
                    out.append(replacement);
                    continue;
                }
            }
            for (int at = from; at < to; ) {
                int next = at + Character.charCount(text.codePointAt(at));
                @Nullable String replacement = map.shortest(text, at, next);
                out.append(replacement == null ? text.substring(at, next) : replacement);
                at = next;
            }
        }
        return out.toString();
    }

    /** Counts no further than needed. */
    private static int utf8Length(String text, int from, int to) {
        int bytes = 0;
        for (int at = from; at < to && bytes <= SHORT_BYTES; ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        }
        return bytes;
    }
}
