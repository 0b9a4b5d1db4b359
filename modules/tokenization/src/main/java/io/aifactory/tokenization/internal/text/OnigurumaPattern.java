package io.aifactory.tokenization.internal.text;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns of {@code tokenizer.json} files are written for Oniguruma (Ruby syntax, Unicode); this
 * compiles them for Java with the same meaning, or refuses.
 *
 * <p>{@code UNICODE_CHARACTER_CLASS} makes {@code \s} the property White_Space, {@code \d} the
 * category Nd, and {@code (?i:…)} fold case by Unicode, as Oniguruma does. {@code MULTILINE} and
 * {@code UNIX_LINES} are Ruby's meaning of {@code ^}, {@code $} and the dot. Constructs that both
 * engines accept with different meanings are refused.
 */
public final class OnigurumaPattern {
    private static final int FLAGS =
            Pattern.UNICODE_CHARACTER_CLASS | Pattern.MULTILINE | Pattern.UNIX_LINES;

    /**
     * Escapes whose meaning differs: word characters and boundaries, hexadecimal digits, anchors.
     */
    private static final String DIFFERENT_ESCAPES = "wWbBhHkgKGZRX";

    /** Java's compiler recurses into brackets. */
    private static final int MAX_OPEN = 256;

    private static final int MAX_LENGTH = 1 << 13;

    private OnigurumaPattern() {}

    /**
     * Compiles a pattern.
     *
     * @throws PatternSyntaxException if it is malformed or would mean something else in Java
     */
    public static Pattern compile(String regex) {
        if (regex.length() > MAX_LENGTH) {
            throw new PatternSyntaxException(
                    "longer than " + MAX_LENGTH + " characters", regex.substring(0, 64), -1);
        }
        int open = 0;
        for (int i = 0; i < regex.length(); i++) {
            if (regex.charAt(i) == '\\' && i + 1 < regex.length()) {
                char escaped = regex.charAt(++i);
                if (DIFFERENT_ESCAPES.indexOf(escaped) >= 0) {
                    throw new PatternSyntaxException(
                            "\\" + escaped + " is not supported", regex, i);
                }
            } else if (regex.startsWith("[:", i) && i > 0 && regex.indexOf(":]", i) > 0) {
                throw new PatternSyntaxException("POSIX brackets are not supported", regex, i);
            } else if ((regex.charAt(i) == '(' || regex.charAt(i) == '[') && ++open > MAX_OPEN) {
                throw new PatternSyntaxException(
                        "has more than " + MAX_OPEN + " brackets", regex, i);
            }
        }
        return Pattern.compile(regex, FLAGS);
    }
}
