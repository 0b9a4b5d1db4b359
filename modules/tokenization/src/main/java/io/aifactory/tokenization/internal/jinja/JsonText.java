package io.aifactory.tokenization.internal.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * {@code json.dumps}: the filter {@code tojson} as transformers defines it, that is without HTML
 * escapes.
 *
 * @param indent what one level is indented by; empty for everything on one line
 */
record JsonText(
        String indent,
        boolean pretty,
        boolean ascii,
        boolean sorted,
        String itemSeparator,
        String keySeparator,
        Budget budget) {
    String of(Value value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.toString();
    }

    private void write(Value value, String lineEnd, StringBuilder out) {
        budget.step();
        budget.enter();
        switch (value) {
            case Value.None() -> append("null", out);
            case Value.Truth(boolean truth) -> append(truth ? "true" : "false", out);
            case Value.Whole(BigInteger number) -> append(number.toString(), out);
            case Value.Real(double number) -> append(number(number), out);
            case Text text -> string(text.value(), out);
            case Value.Sequence(Value.Kind kind, List<Value> items) -> {
                if (kind == Value.Kind.VIEW) {
                    throw notJson(value);
                }
                list(items, lineEnd, out);
            }
            case Mapping mapping -> object(mapping.entries(), lineEnd, out);
            case Value.Undefined _, Value.Generated _, Value.Namespace _, Value.Callee _, Loop _ ->
                    throw notJson(value);
        }
        budget.leave();
    }

    private static Trouble notJson(Value value) {
        return Trouble.type("'tojson' cannot write", value);
    }

    private void append(String text, StringBuilder out) {
        budget.characters(text.length());
        out.append(text);
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number < 0 ? "-Infinity" : "Infinity";
        }
        return Numbers.text(number);
    }

    private void list(List<Value> items, String lineEnd, StringBuilder out) {
        if (items.isEmpty()) {
            append("[]", out);
            return;
        }
        String inner = lineEnd + indent;
        append("[", out);
        for (int i = 0; i < items.size(); i++) {
            separate(i == 0, inner, out);
            write(items.get(i), inner, out);
        }
        close("]", lineEnd, out);
    }

    private void object(Collection<Mapping.Entry> entries, String lineEnd, StringBuilder out) {
        if (entries.isEmpty()) {
            append("{}", out);
            return;
        }
        List<Mapping.Entry> members = new ArrayList<>(entries);
        if (sorted) {
            Comparing order = new Comparing(budget);
            members.sort(
                    Comparator.comparing(
                            Mapping.Entry::key, (a, b) -> order.compare("sort_keys", a, b)));
        }
        String inner = lineEnd + indent;
        append("{", out);
        for (int i = 0; i < members.size(); i++) {
            separate(i == 0, inner, out);
            key(members.get(i).key(), out);
            append(keySeparator, out);
            write(members.get(i).value(), inner, out);
        }
        close("}", lineEnd, out);
    }

    private void separate(boolean first, String inner, StringBuilder out) {
        if (!first) {
            append(itemSeparator, out);
        }
        if (pretty) {
            append(inner, out);
        }
    }

    private void close(String bracket, String lineEnd, StringBuilder out) {
        if (pretty) {
            append(lineEnd, out);
        }
        append(bracket, out);
    }

    private void key(Value key, StringBuilder out) {
        string(
                switch (key) {
                    case Text text -> text.value();
                    case Value.None() -> "null";
                    case Value.Truth(boolean truth) -> truth ? "true" : "false";
                    case Value.Whole(BigInteger number) -> number.toString();
                    case Value.Real(double number) -> number(number);
                    default -> throw notJson(key);
                },
                out);
    }

    private void string(String text, StringBuilder out) {
        append("\"", out);
        int start = out.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || (ascii && c > '~')) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        budget.characters(out.length() - start);
        append("\"", out);
    }
}
