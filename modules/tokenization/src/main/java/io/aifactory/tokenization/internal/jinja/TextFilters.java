package io.aifactory.tokenization.internal.jinja;

import io.aifactory.tokenization.template.TemplateLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Filters that make a text of a text; other values are printed first. */
final class TextFilters {
    static final Map<String, Filters.Filter> ALL =
            Map.ofEntries(
                    Map.entry("capitalize", TextFilters::capitalize),
                    Map.entry("format", TextFilters::format),
                    Map.entry("indent", TextFilters::indent),
                    Map.entry("lower", TextFilters::lower),
                    Map.entry("replace", TextFilters::replace),
                    Map.entry("safe", TextFilters::string),
                    Map.entry("string", TextFilters::string),
                    Map.entry("title", TextFilters::title),
                    Map.entry("trim", TextFilters::trim),
                    Map.entry("upper", TextFilters::upper));

    private TextFilters() {}

    private static TextOperations operations(Tools tools) {
        return new TextOperations(tools.budget());
    }

    /** Also {@code safe}: nothing is ever escaped here, so that everything is safe. */
    private static Value string(Value input, Given given, Tools tools) {
        given.bind();
        return tools.text(input);
    }

    private static Value upper(Value input, Given given, Tools tools) {
        given.bind();
        return operations(tools).upper(tools.text(input));
    }

    private static Value lower(Value input, Given given, Tools tools) {
        given.bind();
        return operations(tools).lower(tools.text(input));
    }

    private static Value capitalize(Value input, Given given, Tools tools) {
        given.bind();
        return operations(tools).capitalize(tools.text(input));
    }

    private static Value trim(Value input, Given given, Tools tools) {
        Optional<Text> characters =
                given.bind("chars")
                        .get("chars")
                        .filter(c -> !(c instanceof Value.None))
                        .map(tools::text);
        return operations(tools).strip(tools.text(input), true, true, characters);
    }

    private static Value replace(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("old", "new", "count");
        return operations(tools)
                .replace(
                        tools.text(input),
                        tools.text(bound.required("old")),
                        tools.text(bound.required("new")),
                        bound.whole("count", -1));
    }

    private static Value format(Value input, Given given, Tools tools) {
        if (!given.positional().isEmpty() && !given.named().isEmpty()) {
            throw Trouble.evaluation("'format' takes values with names or without, not both");
        }
        Value values =
                given.named().isEmpty()
                        ? Value.tuple(given.positional())
                        : Mapping.ofNames(given.named());
        return new Formatting(tools.budget(), tools.printing()).percent(tools.text(input), values);
    }

    /** Words begin after white space and opening brackets; unlike {@code str.title}. */
    private static Value title(Value input, Given given, Tools tools) {
        given.bind();
        Text text = tools.text(input);
        TextOperations operations = operations(tools);
        TextBuilder out = new TextBuilder(tools.budget());
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && beginsWord(text.value().charAt(end))) {
                end++;
            }
            out.append(text.substring(at, end));
            at = end;
            while (end < text.length() && !beginsWord(text.value().charAt(end))) {
                end++;
            }
            if (at < end) {
                int second = at + Character.charCount(text.value().codePointAt(at));
                out.append(operations.upper(text.substring(at, second)))
                        .append(operations.lower(text.substring(second, end)));
                at = end;
            }
        }
        return out.build();
    }

    private static boolean beginsWord(char before) {
        return "-({[<".indexOf(before) >= 0 || Spaces.isSpace(before);
    }

    private static Value indent(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("width", "first", "blank");
        Text by = indentation(bound);
        if (!(input instanceof Text text)) {
            throw Trouble.type("'indent' needs a string, not", input);
        }
        List<Value> lines =
                operations(tools)
                        .lines(
                                new TextBuilder(tools.budget())
                                        .append(text)
                                        .append("\n", true)
                                        .build(),
                                false);
        TextBuilder out = new TextBuilder(tools.budget());
        if (bound.flag("first")) {
            out.append(by);
        }
        for (int i = 0; i < lines.size(); i++) {
            Text line = tools.text(lines.get(i));
            if (i > 0) {
                out.append("\n", true);
                if (bound.flag("blank") || !line.isEmpty()) {
                    out.append(by);
                }
            }
            out.append(line);
        }
        return out.build();
    }

    private static Text indentation(Given.Bound bound) {
        Value width = bound.get("width").orElse(Value.of(4));
        if (width instanceof Text text) {
            return text;
        }
        int spaces = bound.whole("width", 4);
        if (spaces > TemplateLimits.WIDTH) {
            throw Trouble.limit("'indent' by more than %d spaces".formatted(TemplateLimits.WIDTH));
        }
        return Text.ofTemplate(" ".repeat(Math.max(0, spaces)));
    }
}
