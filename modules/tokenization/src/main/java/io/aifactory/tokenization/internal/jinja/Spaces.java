package io.aifactory.tokenization.internal.jinja;

/** White space and line ends as Python's {@code str} knows them; all lie in the basic plane. */
final class Spaces {
    private Spaces() {}

    /** {@code str.isspace} of one character. */
    static boolean isSpace(char c) {
        return c == ' '
                || (c >= '\t' && c <= '\r')
                || (c >= '\u001c' && c <= '\u001f')
                || c == '\u0085'
                || (c >= '\u00a0' && Character.isSpaceChar(c));
    }

    /** Where {@code str.splitlines} cuts. */
    static boolean isLineEnd(char c) {
        return (c >= '\n' && c <= '\r')
                || (c >= '\u001c' && c <= '\u001e')
                || c == '\u0085'
                || c == '\u2028'
                || c == '\u2029';
    }

    /** The first place from here on that is not white space. */
    static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The end of the text without the white space at its end. */
    static int trimmedEnd(String text, int from, int to) {
        int end = to;
        while (end > from && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}
