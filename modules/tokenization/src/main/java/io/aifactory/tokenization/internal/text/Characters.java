package io.aifactory.tokenization.internal.text;

import java.util.function.IntPredicate;

/** Classes of characters that tokenizers ask for. */
public final class Characters {
    private Characters() {}

    /** The Unicode property White_Space; all of it lies in the basic plane. */
    public static boolean isWhiteSpace(int codePoint) {
        return (codePoint >= '\t' && codePoint <= '\r')
                || codePoint == 0x85
                || Character.isSpaceChar(codePoint);
    }

    /** General categories Mn, Mc and Me. */
    public static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                    true;
            default -> false;
        };
    }

    /** General categories Cc, Cf, Cs and Co; not Cn, of which the next Unicode takes some away. */
    public static boolean isOther(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE ->
                    true;
            default -> false;
        };
    }

    /** What {@code \w} means in Unicode, joiners left out. */
    public static boolean isWord(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || Character.isAlphabetic(codePoint)
                || isMark(codePoint)
                || Character.getType(codePoint) == Character.CONNECTOR_PUNCTUATION;
    }

    /** The ideographs that BERT puts spaces around: the CJK blocks as of Unicode 8. */
    public static boolean isIdeograph(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2B81F)
                || (c >= 0x2B920 && c <= 0x2CEAF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }

    /** The text without the characters of a class. */
    public static String without(String text, IntPredicate dropped) {
        if (text.codePoints().noneMatch(dropped)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().filter(dropped.negate()).forEach(out::appendCodePoint);
        return out.toString();
    }
}
