package io.aifactory.tokenization.internal.grammar.regex;

import io.aifactory.tokenization.grammar.InvalidGrammarException;

/** Where reading a pattern stands. */
final class PatternScanner {
    private static final int LARGE = 1_000_000_000;

    private final String pattern;
    private int offset;

    PatternScanner(String pattern) {
        this.pattern = pattern;
    }

    int offset() {
        return offset;
    }

    boolean atEnd() {
        return offset == pattern.length();
    }

    boolean sees(char expected) {
        return !atEnd() && pattern.charAt(offset) == expected;
    }

    boolean take(char expected) {
        boolean seen = sees(expected);
        offset += seen ? 1 : 0;
        return seen;
    }

    boolean take(String expected) {
        boolean seen = pattern.startsWith(expected, offset);
        offset += seen ? expected.length() : 0;
        return seen;
    }

    /** The next code point, consumed. */
    int next() {
        if (atEnd()) {
            throw problem("the pattern ends too early");
        }
        int codePoint = pattern.codePointAt(offset);
        if (Character.getType(codePoint) == Character.SURROGATE) {
            throw problem("half a surrogate pair is no character");
        }
        offset += Character.charCount(codePoint);
        return codePoint;
    }

    /** A decimal number; far above every limit if it is too long. */
    int number() {
        int start = offset;
        int value = 0;
        while (!atEnd() && pattern.charAt(offset) >= '0' && pattern.charAt(offset) <= '9') {
            value = Math.min(LARGE, value * 10 + pattern.charAt(offset++) - '0');
            if (value >= LARGE / 10) {
                value = LARGE / 10;
            }
        }
        if (start == offset) {
            throw problem("'{' begins no count such as {2,5}; write \\{");
        }
        return value;
    }

    /** Some hexadecimal digits. */
    int hexadecimal(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = atEnd() ? -1 : Character.digit(pattern.charAt(offset), 16);
            if (digit < 0 || pattern.charAt(offset) > 'f') {
                throw problem("needs " + digits + " hexadecimal digits");
            }
            value = value << 4 | digit;
            offset++;
        }
        return value;
    }

    /** What follows an opening bracket before the group's own text. */
    void skipGroupPrefix() {
        if (!sees('?') || take("?:")) {
            return;
        }
        if (take("?=") || take("?!") || take("?<=") || take("?<!")) {
            throw problem("look-around is not supported; write the condition into the pattern");
        }
        if (take("?<")) {
            while (!take('>')) {
                next();
            }
            return;
        }
        throw problem("'(?' begins no supported group; use (?:…)");
    }

    /** Refuses a {@code $} that is not the last of its alternative. */
    void requireLastOfAlternative() {
        if (offset + 1 < pattern.length() && pattern.charAt(offset + 1) != '|') {
            throw problem("'$' is only supported at the end; write \\$ for the sign");
        }
    }

    InvalidGrammarException problem(String problem) {
        return new InvalidGrammarException("offset " + offset, problem);
    }
}
