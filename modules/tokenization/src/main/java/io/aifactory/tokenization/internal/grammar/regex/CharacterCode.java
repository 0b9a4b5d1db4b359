package io.aifactory.tokenization.internal.grammar.regex;

import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import java.util.ArrayList;
import java.util.List;

/** How one character of a set is written as bytes. */
public enum CharacterCode {
    /** As it is. */
    UTF_8 {
        @Override
        public Expression write(CodePoints characters) {
            return utf8(characters);
        }
    },

    /**
     * Inside a JSON string, each character in one way only: as it is, else by its short escape,
     * else as {@code \\u00XX} in upper case; so different bytes are different texts.
     */
    JSON_STRING {
        @Override
        public Expression write(CodePoints characters) {
            List<Expression> ways = new ArrayList<>();
            ways.add(utf8(characters.intersect(UNESCAPED)));
            for (CodePoints.Span span : characters.intersect(ESCAPED).ranges()) {
                for (int c = span.low(); c <= span.high(); c++) {
                    int known = SHORT.indexOf(c);
                    ways.add(
                            new Expression.Literal(
                                    known >= 0
                                            ? "\\" + SHORT_NAMES.charAt(known)
                                            : String.format("\\u%04X", c)));
                }
            }
            return new Expression.Alternatives(ways);
        }
    };

    private static final String SHORT = "\"\\\b\f\n\r\t";
    private static final String SHORT_NAMES = "\"\\bfnrt";
    private static final CodePoints ESCAPED =
            CodePoints.range(0, 0x1F).union(CodePoints.anyOf("\"\\"));

    /** What may stand in a JSON string as it is. */
    public static final CodePoints UNESCAPED = ESCAPED.complement();

    private static final int[] LONGEST = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};

    /** Exactly one of the characters. */
    public abstract Expression write(CodePoints characters);

    private static Expression utf8(CodePoints characters) {
        List<Expression> sequences = new ArrayList<>();
        for (CodePoints.Span span : characters.ranges()) {
            int low = span.low();
            for (int length = 1; length <= LONGEST.length; length++) {
                int limit = LONGEST[length - 1];
                if (low <= limit && low <= span.high()) {
                    split(low, Math.min(span.high(), limit), length, sequences);
                    low = limit + 1;
                }
            }
        }
        return sequences.size() == 1
                ? sequences.getFirst()
                : new Expression.Alternatives(sequences);
    }

    /** Divides a range until each byte runs through a range of its own. */
    private static void split(int low, int high, int length, List<Expression> into) {
        for (int i = 1; i < length; i++) {
            int tail = (1 << (6 * i)) - 1;
            if ((low & ~tail) == (high & ~tail)) {
                continue;
            }
            if ((low & tail) != 0) {
                split(low, low | tail, length, into);
                split((low | tail) + 1, high, length, into);
                return;
            }
            if ((high & tail) != tail) {
                split(low, (high & ~tail) - 1, length, into);
                split(high & ~tail, high, length, into);
                return;
            }
        }
        List<Expression> bytes = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            bytes.add(new Expression.Range(byteOf(low, i, length), byteOf(high, i, length)));
        }
        into.add(length == 1 ? bytes.getFirst() : new Expression.Sequence(bytes));
    }

    private static int byteOf(int codePoint, int index, int length) {
        if (length == 1) {
            return codePoint;
        }
        int shifted = codePoint >> (6 * (length - 1 - index));
        return index == 0 ? ((0xF00 >> length) & 0xFF) | shifted : 0x80 | (shifted & 0x3F);
    }
}
