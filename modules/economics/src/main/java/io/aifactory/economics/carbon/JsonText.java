package io.aifactory.economics.carbon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Just enough of RFC 8259 to read a signal, with line numbers. Numbers stay text until somebody
 * knows what they mean.
 */
final class JsonText {
    private static final int DEEPEST = 16;

    /**
     * @param line where it begins, from 1
     */
    record JsonObject(int line, Map<String, Object> members) {}

    private final String text;
    private int at;
    private int line = 1;

    private JsonText(String text) {
        this.text = text;
    }

    /** A {@link JsonObject}, a list, or the text of a string, number or literal. */
    static Object parse(String text) {
        JsonText json = new JsonText(text);
        Object value = json.value(0);
        if (json.next() != 0) {
            throw json.wrong("something follows the end");
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw wrong("deeper than " + DEEPEST + " levels");
        }
        return switch (next()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 0 -> throw wrong("the text ends too early");
            default -> word();
        };
    }

    private JsonObject object(int depth) {
        JsonObject object = new JsonObject(line, new LinkedHashMap<>());
        at++;
        if (next() == '}') {
            at++;
            return object;
        }
        do {
            if (next() != '"') {
                throw wrong("a member's name in quotes is missing");
            }
            String name = string();
            take(':');
            object.members().put(name, value(depth + 1));
        } while (another('}'));
        return object;
    }

    private List<Object> array(int depth) {
        List<Object> array = new ArrayList<>();
        at++;
        if (next() == ']') {
            at++;
            return array;
        }
        do {
            array.add(value(depth + 1));
        } while (another(']'));
        return array;
    }

    private boolean another(char end) {
        char separator = next();
        if (separator != ',' && separator != end) {
            throw wrong("expected ',' or '" + end + "'");
        }
        at++;
        return separator == ',';
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c == '\n') {
                throw wrong("a string does not end on its line");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        if (at == text.length()) {
            throw wrong("a string does not end");
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        at++;
        char c = at < text.length() ? text.charAt(at) : 0;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> throw wrong("unknown escape '\\" + c + "'");
        };
    }

    private char unicode() {
        String digits = text.substring(at + 1, Math.min(text.length(), at + 5));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw wrong("\\u wants four hexadecimal digits");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    /** A number or a literal; whether it is one is for those to say who use it. */
    private String word() {
        int start = at;
        while (at < text.length() && ",:]}[{\" \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        if (at == start) {
            throw wrong("unexpected '" + text.charAt(at) + "'");
        }
        return text.substring(start, at);
    }

    private void take(char expected) {
        if (next() != expected) {
            throw wrong("expected '" + expected + "'");
        }
        at++;
    }

    /** The next character that is not white space; 0 at the end. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            line += text.charAt(at) == '\n' ? 1 : 0;
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("line " + line + ": not JSON, " + what);
    }
}
