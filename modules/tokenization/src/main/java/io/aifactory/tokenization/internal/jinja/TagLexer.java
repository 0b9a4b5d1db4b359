package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.template.ChatTemplateException;
import io.aifactory.tokenization.template.ChatTemplateException.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Cuts what stands between the braces of one tag. */
final class TagLexer {
    private static final List<String> LONG_OPERATORS = List.of("==", "!=", ">=", "<=", "//", "**");
    private static final String OPERATORS = "+-/*%~[](){}><=.:|,;";

    private final String source;
    private final List<Token> tokens;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
    private int line;

    TagLexer(String source, int at, int line, List<Token> tokens) {
        this.source = source;
        this.at = at;
        this.line = line;
        this.tokens = tokens;
    }

    /**
     * Reads up to the end of the tag, which becomes the last token.
     *
     * @return the place behind the closing braces
     */
    int read(boolean block) {
        String close = block ? "%}" : "}}";
        while (at < source.length()) {
            char c = source.charAt(at);
            if (Spaces.isSpace(c)) {
                line += c == '\n' ? 1 : 0;
                at++;
                continue;
            }
            if (open.isEmpty()) {
                boolean signed = c == '-' || (block && c == '+');
                int end = signed ? at + 1 : at;
                if (source.startsWith(close, end)) {
                    tokens.add(
                            new Token(
                                    block ? Token.Kind.BLOCK_END : Token.Kind.VARIABLE_END,
                                    "",
                                    line));
                    return end + 2;
                }
            }
            token(c);
        }
        throw error("a tag is not closed; the file may be cut off");
    }

    private void token(char c) {
        if (isDigit(c)) {
            number();
        } else if (c == '\'' || c == '"') {
            string(c);
        } else if (isNamePart(at)) {
            int start = at;
            while (at < source.length() && isNamePart(at)) {
                at += Character.charCount(source.codePointAt(at));
            }
            add(Token.Kind.NAME, source.substring(start, at));
        } else {
            operator(c);
        }
    }

    private boolean isNamePart(int place) {
        int c = source.codePointAt(place);
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void operator(char c) {
        for (String operator : LONG_OPERATORS) {
            if (source.startsWith(operator, at)) {
                add(Token.Kind.OPERATOR, operator);
                at += 2;
                return;
            }
        }
        if (OPERATORS.indexOf(c) < 0) {
            throw error(
                    "unexpected character '" + Character.toString(source.codePointAt(at)) + "'");
        }
        switch (c) {
            case '(' -> open.push(')');
            case '[' -> open.push(']');
            case '{' -> open.push('}');
            case ')', ']', '}' -> {
                if (open.isEmpty() || open.pop() != c) {
                    throw error("'" + c + "' closes nothing");
                }
            }
            default -> {}
        }
        add(Token.Kind.OPERATOR, String.valueOf(c));
        at++;
    }

    private void number() {
        int start = at;
        char marker = at + 1 < source.length() ? Character.toLowerCase(source.charAt(at + 1)) : ' ';
        if (source.charAt(at) == '0' && "box".indexOf(marker) >= 0) {
            throw error("only decimal numbers are supported");
        }
        boolean afterDot = at > 0 && source.charAt(at - 1) == '.';
        digits();
        boolean real = false;
        if (!afterDot) {
            if (charAt(at) == '.' && isDigit(charAt(at + 1))) {
                at++;
                digits();
                real = true;
            }
            int sign = charAt(at + 1) == '+' || charAt(at + 1) == '-' ? 1 : 0;
            if ((charAt(at) == 'e' || charAt(at) == 'E') && isDigit(charAt(at + 1 + sign))) {
                at += 1 + sign;
                digits();
                real = true;
            }
        }
        add(
                real ? Token.Kind.REAL : Token.Kind.WHOLE,
                source.substring(start, at).replace("_", ""));
    }

    private void digits() {
        while (isDigit(charAt(at)) || (charAt(at) == '_' && isDigit(charAt(at + 1)))) {
            at++;
        }
    }

    private char charAt(int place) {
        return place < source.length() ? source.charAt(place) : ' ';
    }

    private void string(char quote) {
        int start = at + 1;
        int end = start;
        while (end < source.length() && source.charAt(end) != quote) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= source.length()) {
            throw error("a string is not closed; the file may be cut off");
        }
        String written = source.substring(start, end);
        try {
            add(Token.Kind.STRING, Escapes.resolved(written));
        } catch (Trouble e) {
            throw e.at(line);
        }
        line += (int) written.chars().filter(c -> c == '\n').count();
        at = end + 1;
    }

    private void add(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text, line));
    }

    private ChatTemplateException error(String problem) {
        return new ChatTemplateException(Kind.SYNTAX, line, problem);
    }
}
