package io.aifactory.tokenization.internal.text;

/** Text that UTF-8 can hold: a surrogate without its partner becomes U+FFFD. */
public final class WellFormed {
    private WellFormed() {}

    /** Whether a text has no surrogate without its partner. */
    @SuppressWarnings("ReferenceEquality") // the same text comes back if nothing is replaced
    public static boolean test(String text) {
        return of(text) == text;
    }

    /** The same text, or a copy with each lone surrogate replaced. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : 0)) {
                    i++;
                } else {
                    return replaced(text, i);
                }
            }
        }
        return text;
    }

    private static String replaced(String text, int from) {
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            boolean lone =
                    codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            out.appendCodePoint(lone ? 0xFFFD : codePoint);
        }
        return out.toString();
    }
}
