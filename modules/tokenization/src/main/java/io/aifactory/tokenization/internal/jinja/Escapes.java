package io.aifactory.tokenization.internal.jinja;

/** Escape sequences of string literals, as Python's {@code unicode-escape} resolves them. */
final class Escapes {
    private static final String NAMES = "\\'\"abfnrtv";
    private static final String MEANINGS = "\\'\"\u0007\b\f\n\r\t\u000b";

    private Escapes() {}

    static String resolved(String written) {
        if (written.indexOf('\\') < 0) {
            return written;
        }
        StringBuilder out = new StringBuilder(written.length());
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            if (c != '\\') {
                out.append(c);
                at++;
            } else {
                at = escape(written, at + 1, out);
            }
        }
        return out.toString();
    }

    /** Returns the place behind the escape whose character after the backslash is at {@code at}. */
    private static int escape(String written, int at, StringBuilder out) {
        char c = written.charAt(at);
        int known = NAMES.indexOf(c);
        if (known >= 0) {
            out.append(MEANINGS.charAt(known));
            return at + 1;
        }
        return switch (c) {
            case '\n' -> at + 1;
            case 'x' -> hex(written, at + 1, 2, out);
            case 'u' -> hex(written, at + 1, 4, out);
            case 'U' -> hex(written, at + 1, 8, out);
            case 'N' -> throw Trouble.unsupported("'\\N' in a string; write the character itself");
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(written, at, out);
            default -> {
                out.append('\\').append(c);
                yield at + 1;
            }
        };
    }

    private static int hex(String written, int at, int digits, StringBuilder out) {
        int codePoint = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = i < written.length() ? Character.digit(written.charAt(i), 16) : -1;
            if (digit < 0 || codePoint > Character.MAX_CODE_POINT) {
                throw Trouble.unsupported("a string has an unfinished or wrong '\\x' escape");
            }
            codePoint = codePoint * 16 + digit;
        }
        if (!Character.isValidCodePoint(codePoint)) {
            throw Trouble.unsupported("a string has an escape that is no character");
        }
        out.appendCodePoint(codePoint);
        return at + digits;
    }

    private static int octal(String written, int from, StringBuilder out) {
        int codePoint = 0;
        int at = from;
        while (at < written.length()
                && at < from + 3
                && written.charAt(at) >= '0'
                && written.charAt(at) <= '7') {
            codePoint = codePoint * 8 + (written.charAt(at) - '0');
            at++;
        }
        out.appendCodePoint(codePoint);
        return at;
    }
}
