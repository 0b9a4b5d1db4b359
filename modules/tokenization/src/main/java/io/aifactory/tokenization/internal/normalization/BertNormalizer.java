package io.aifactory.tokenization.internal.normalization;

import io.aifactory.tokenization.internal.text.Characters;
import java.text.Normalizer.Form;

/**
 * BERT's cleaning, in its order.
 *
 * @param cleanText drops control characters and U+FFFD; every white space becomes a space
 * @param spaceIdeographs puts spaces around Chinese characters
 * @param stripAccents decomposes and drops marks
 * @param lowercase small letters
 */
public record BertNormalizer(
        boolean cleanText, boolean spaceIdeographs, boolean stripAccents, boolean lowercase)
        implements Normalizer {
    @Override
    public String apply(String text) {
        String result = text;
        if (cleanText || spaceIdeographs) {
            StringBuilder out = new StringBuilder(text.length());
            text.codePoints().forEach(c -> clean(c, out));
            result = out.toString();
        }
        if (stripAccents) {
            result =
                    Characters.without(
                            new Unicode(Form.NFD).apply(result),
                            c -> Character.getType(c) == Character.NON_SPACING_MARK);
        }
        return lowercase ? new Lowercase().apply(result) : result;
    }

    private void clean(int c, StringBuilder out) {
        if (cleanText) {
            if (c == '\t' || c == '\n' || c == '\r') {
                out.append(' ');
                return;
            }
            if (c == 0xFFFD || Characters.isOther(c)) {
                return;
            }
            if (Characters.isWhiteSpace(c)) {
                out.append(' ');
                return;
            }
        }
        if (spaceIdeographs && Characters.isIdeograph(c)) {
            out.append(' ').appendCodePoint(c).append(' ');
        } else {
            out.appendCodePoint(c);
        }
    }
}
