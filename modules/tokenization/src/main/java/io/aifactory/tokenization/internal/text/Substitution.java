package io.aifactory.tokenization.internal.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every match of a pattern becomes a literal text. */
public record Substitution(Pattern pattern, String content) {
    /** Texts do not grow above it (UTF-16 units): files can chain replacements that multiply. */
    public static final int MAX_LENGTH = 1 << 26;

    /**
     * @throws IllegalArgumentException if the result would be longer than the limit
     */
    public String apply(String text, int maxLength) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        do {
            out.append(text, done, matcher.start()).append(content);
            done = matcher.end();
            if (out.length() > maxLength) {
                throw new IllegalArgumentException(
                        "replacing makes a text of more than " + maxLength + " characters");
            }
        } while (matcher.find());
        return out.append(text, done, text.length()).toString();
    }
}
