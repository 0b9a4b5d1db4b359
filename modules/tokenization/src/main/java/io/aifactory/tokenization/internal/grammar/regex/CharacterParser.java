package io.aifactory.tokenization.internal.grammar.regex;

import java.util.ArrayList;
import java.util.List;

/** Reads what stands for one character: a literal, a dot, an escape, a class in brackets. */
final class CharacterParser {
    private static final CodePoints DIGITS = CodePoints.range('0', '9');
    private static final CodePoints WORD =
            CodePoints.union(
                    List.of(
                            DIGITS,
                            CodePoints.range('a', 'z'),
                            CodePoints.range('A', 'Z'),
                            CodePoints.of('_')));
    private static final CodePoints SPACE = CodePoints.anyOf(" \t\n\u000B\f\r");
    private static final CodePoints DOT = CodePoints.anyOf("\n\r\u2028\u2029").complement();

    private final PatternScanner scanner;

    CharacterParser(PatternScanner scanner) {
        this.scanner = scanner;
    }

    CodePoints oneCharacter() {
        if (scanner.take('.')) {
            return DOT;
        }
        if (scanner.take('[')) {
            return bracketed();
        }
        if (scanner.take('\\')) {
            return escape(false);
        }
        if (scanner.sees('*') || scanner.sees('+') || scanner.sees('?')) {
            throw scanner.problem("a quantifier has nothing to repeat; write \\ before the sign");
        }
        if (scanner.sees('{')) {
            throw scanner.problem("'{' has nothing to repeat; write \\{ for the sign");
        }
        if (scanner.sees('^') || scanner.sees('$')) {
            throw scanner.problem(
                    "'^' and '$' are only supported at the two ends; write \\ before the sign");
        }
        return CodePoints.of(scanner.next());
    }

    private CodePoints bracketed() {
        boolean negated = scanner.take('^');
        List<CodePoints> sets = new ArrayList<>();
        while (!scanner.take(']')) {
            if (scanner.atEnd()) {
                throw scanner.problem("a character class is not closed; add ']'");
            }
            CodePoints low = classMember();
            if (!scanner.take('-')) {
                sets.add(low);
            } else if (scanner.sees(']')) {
                sets.add(low);
                sets.add(CodePoints.of('-'));
            } else {
                sets.add(range(low, classMember()));
            }
        }
        CodePoints union = CodePoints.union(sets);
        CodePoints result = negated ? union.complement() : union;
        if (result.isEmpty() || sets.isEmpty()) {
            throw scanner.problem("a character class must name some characters and leave out some");
        }
        return result;
    }

    private CodePoints classMember() {
        return scanner.take('\\') ? escape(true) : CodePoints.of(scanner.next());
    }

    private CodePoints range(CodePoints low, CodePoints high) {
        if (low.ranges().size() != 1
                || high.ranges().size() != 1
                || low.ranges().getFirst().low() != low.ranges().getFirst().high()
                || high.ranges().getFirst().low() != high.ranges().getFirst().high()
                || low.ranges().getFirst().low() > high.ranges().getFirst().low()) {
            throw scanner.problem("a range goes from a smaller to a larger character");
        }
        return CodePoints.range(low.ranges().getFirst().low(), high.ranges().getFirst().low());
    }

    private CodePoints escape(boolean inClass) {
        int c = scanner.next();
        return switch (c) {
            case 'd' -> DIGITS;
            case 'D' -> DIGITS.complement();
            case 'w' -> WORD;
            case 'W' -> WORD.complement();
            case 's' -> SPACE;
            case 'S' -> SPACE.complement();
            case 'n' -> CodePoints.of('\n');
            case 'r' -> CodePoints.of('\r');
            case 't' -> CodePoints.of('\t');
            case 'f' -> CodePoints.of('\f');
            case 'v' -> CodePoints.of(0x0B);
            case 'x' -> CodePoints.of(scanner.hexadecimal(2));
            case 'u' -> CodePoints.of(unicode());
            case 'b', 'B' -> throw scanner.problem("word boundaries are not supported");
            case 'k' -> throw scanner.problem("back-references are not supported");
            case 'p', 'P' ->
                    throw scanner.problem(
                            "Unicode properties are not supported; write ranges such as [à-ÿ]");
            default -> literal(c, inClass);
        };
    }

    private CodePoints literal(int c, boolean inClass) {
        if (c >= '0' && c <= '9') {
            throw scanner.problem(
                    inClass
                            ? "octal escapes are not supported; write \\x and two digits"
                            : "back-references are not supported");
        }
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c > 0x7F) {
            throw scanner.problem("the escape \\" + Character.toString(c) + " is not known");
        }
        return CodePoints.of(c);
    }

    private int unicode() {
        if (scanner.take('{')) {
            int value = 0;
            do {
                value = value << 4 | scanner.hexadecimal(1);
                if (value > Character.MAX_CODE_POINT) {
                    throw scanner.problem("a code point is at most 10FFFF");
                }
            } while (!scanner.take('}'));
            return requireCharacter(value);
        }
        int unit = scanner.hexadecimal(4);
        if (Character.isHighSurrogate((char) unit) && scanner.take("\\u")) {
            int low = scanner.hexadecimal(4);
            if (Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) unit, (char) low);
            }
        }
        return requireCharacter(unit);
    }

    private int requireCharacter(int codePoint) {
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            throw scanner.problem("half a surrogate pair is no character");
        }
        return codePoint;
    }
}
