package io.aifactory.tokenization.internal.jinja;

import java.math.BigInteger;
import java.util.List;

/** {@code str} and {@code repr} of Python. */
final class Printing {
    private final Budget budget;

    Printing(Budget budget) {
        this.budget = budget;
    }

    /**
     * What is printed for a value. Only strings keep their origin: everything else counts as not
     * written in the template.
     */
    Text text(Value value) {
        return switch (value) {
            case Text text -> text;
            case Value.Undefined _ -> Text.EMPTY;
            default -> repr(value);
        };
    }

    Text repr(Value value) {
        StringBuilder out = new StringBuilder();
        repr(value, out);
        budget.characters(out.length());
        return Text.foreign(out.toString());
    }

    private void repr(Value value, StringBuilder out) {
        budget.steps(1);
        switch (value) {
            case Value.Undefined _ -> out.append("Undefined");
            case Value.None() -> out.append("None");
            case Value.Truth(boolean truth) -> out.append(truth ? "True" : "False");
            case Value.Whole(BigInteger number) -> out.append(number);
            case Value.Real(double number) -> out.append(Numbers.text(number));
            case Text text -> {
                budget.characters(text.length());
                quoted(text.value(), out);
            }
            case Value.Sequence(Value.Kind kind, List<Value> items) -> sequence(kind, items, out);
            case Mapping mapping -> mapping(mapping, out);
            case Value.Generated _, Value.Namespace _, Value.Callee _, Loop _ ->
                    throw Trouble.type("a text is needed, not", value);
        }
    }

    private void sequence(Value.Kind kind, List<Value> items, StringBuilder out) {
        budget.enter();
        out.append(
                switch (kind) {
                    case LIST -> "[";
                    case TUPLE -> "(";
                    case VIEW -> "dict_view([";
                });
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            repr(items.get(i), out);
        }
        out.append(
                switch (kind) {
                    case LIST -> "]";
                    case TUPLE -> items.size() == 1 ? ",)" : ")";
                    case VIEW -> "])";
                });
        budget.leave();
    }

    private void mapping(Mapping mapping, StringBuilder out) {
        budget.enter();
        String separator = "{";
        for (Mapping.Entry entry : mapping.entries()) {
            out.append(separator);
            repr(entry.key(), out);
            out.append(": ");
            repr(entry.value(), out);
            separator = ", ";
        }
        out.append(mapping.size() == 0 ? "{}" : "}");
        budget.leave();
    }

    private static void quoted(String text, StringBuilder out) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        out.append(quote);
        text.codePoints().forEach(c -> character(c, quote, out));
        out.append(quote);
    }

    private static void character(int c, char quote, StringBuilder out) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (c == quote) {
                    out.append('\\').append(quote);
                } else if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else if (c < 0x100) {
                    out.append("\\x%02x".formatted(c));
                } else {
                    out.append((c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR ->
                            false;
                    default -> true;
                };
    }
}
