package io.aifactory.tokenization.internal.jinja;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** Methods of {@code str}. */
final class TextMethods {
    private static final Set<String> NAMES =
            Set.of(
                    "strip",
                    "lstrip",
                    "rstrip",
                    "split",
                    "rsplit",
                    "splitlines",
                    "startswith",
                    "endswith",
                    "upper",
                    "lower",
                    "title",
                    "capitalize",
                    "replace",
                    "find",
                    "rfind",
                    "count",
                    "join",
                    "format",
                    "removeprefix",
                    "removesuffix",
                    "isdigit",
                    "isalpha",
                    "isalnum",
                    "isspace",
                    "isupper",
                    "islower");

    private final Budget budget;
    private final Formatting formatting;
    private final Iterating iterating;
    private final TextOperations operations;

    TextMethods(Budget budget, Printing printing, Iterating iterating) {
        this.budget = budget;
        this.formatting = new Formatting(budget, printing);
        this.iterating = iterating;
        this.operations = new TextOperations(budget);
    }

    Optional<Value> find(Text text, String name) {
        return NAMES.contains(name)
                ? Optional.of(new Value.Callee(name, given -> call(text, name, given)))
                : Optional.empty();
    }

    private Value call(Text text, String name, Given given) {
        budget.steps(1 + text.length() / 16);
        return switch (name) {
            case "strip" -> strip(text, true, true, given);
            case "lstrip" -> strip(text, true, false, given);
            case "rstrip" -> strip(text, false, true, given);
            case "split" -> split(text, false, given);
            case "rsplit" -> split(text, true, given);
            case "splitlines" -> {
                Given.Bound bound = given.bind("keepends");
                yield Value.list(operations.lines(text, bound.flag("keepends")));
            }
            case "startswith" -> affix(text, true, given);
            case "endswith" -> affix(text, false, given);
            case "replace" -> {
                Given.Bound bound = given.bind("old", "new", "count");
                yield operations.replace(
                        text, bound.text("old"), bound.text("new"), bound.whole("count", -1));
            }
            case "find", "rfind" -> place(text, name.equals("rfind"), given);
            case "count" -> count(text, given);
            case "join" -> joined(text, given.bind("iterable").required("iterable"));
            case "format" -> formatting.braces(text, given);
            case "removeprefix" -> {
                Text prefix = given.bind("prefix").text("prefix");
                yield text.value().startsWith(prefix.value())
                        ? text.substring(prefix.length(), text.length())
                        : text;
            }
            case "removesuffix" -> {
                Text suffix = given.bind("suffix").text("suffix");
                yield text.value().endsWith(suffix.value())
                        ? text.substring(0, text.length() - suffix.length())
                        : text;
            }
            case "isupper" -> cased(text, given, Character::isLowerCase);
            case "islower" -> cased(text, given, Character::isUpperCase);
            case "upper", "lower", "title", "capitalize" -> {
                given.bind();
                yield switch (name) {
                    case "upper" -> operations.upper(text);
                    case "lower" -> operations.lower(text);
                    case "title" -> operations.title(text);
                    default -> operations.capitalize(text);
                };
            }
            default -> all(text, given, consistsOf(name));
        };
    }

    private static IntPredicate consistsOf(String name) {
        return switch (name) {
            case "isdigit" -> Character::isDigit;
            case "isalpha" -> Character::isLetter;
            case "isalnum" -> Character::isLetterOrDigit;
            default -> c -> c < Character.MIN_SUPPLEMENTARY_CODE_POINT && Spaces.isSpace((char) c);
        };
    }

    private Text strip(Text text, boolean left, boolean right, Given given) {
        Optional<Value> characters =
                given.bind("chars").get("chars").filter(c -> !(c instanceof Value.None));
        if (characters.isPresent() && !(characters.get() instanceof Text)) {
            throw Trouble.type("characters to strip must be a string, not", characters.get());
        }
        return operations.strip(text, left, right, characters.map(Text.class::cast));
    }

    private Value split(Text text, boolean fromRight, Given given) {
        Given.Bound bound = given.bind("sep", "maxsplit");
        int most = bound.whole("maxsplit", -1);
        Value separator = bound.get("sep").orElse(Value.NONE);
        List<Value> parts =
                switch (separator) {
                    case Value.None() -> operations.words(text, fromRight, most);
                    case Text by when !by.isEmpty() ->
                            operations.split(text, by.value(), fromRight, most);
                    case Text _ -> throw Trouble.evaluation("'split' by an empty string");
                    default -> throw Trouble.type("'split' needs a string, not", separator);
                };
        budget.items(parts.size());
        return Value.list(parts);
    }

    private Value affix(Text text, boolean atStart, Given given) {
        Value wanted = given.bind("affix", "start", "end").required("affix");
        if (given.positional().size() > 1 || given.named().size() > 1) {
            throw Trouble.unsupported("'" + given.callee() + "' with a start; use a slice");
        }
        List<Value> candidates =
                wanted instanceof Value.Sequence(Value.Kind kind, List<Value> items)
                                && kind == Value.Kind.TUPLE
                        ? items
                        : List.of(wanted);
        for (Value candidate : candidates) {
            if (!(candidate instanceof Text affix)) {
                throw Trouble.type("'" + given.callee() + "' needs a string, not", candidate);
            }
            if (atStart
                    ? text.value().startsWith(affix.value())
                    : text.value().endsWith(affix.value())) {
                return Value.TRUE;
            }
        }
        return Value.FALSE;
    }

    private static Value place(Text text, boolean last, Given given) {
        String wanted = given.bind("sub").text("sub").value();
        int at = last ? text.value().lastIndexOf(wanted) : text.value().indexOf(wanted);
        return Value.of(at < 0 ? -1 : text.value().codePointCount(0, at));
    }

    private static Value count(Text text, Given given) {
        String wanted = given.bind("sub").text("sub").value();
        if (wanted.isEmpty()) {
            return Value.of(text.codePoints() + 1L);
        }
        long found = 0;
        for (int at = text.value().indexOf(wanted);
                at >= 0;
                at = text.value().indexOf(wanted, at + wanted.length())) {
            found++;
        }
        return Value.of(found);
    }

    private Text joined(Text separator, Value parts) {
        TextBuilder out = new TextBuilder(budget);
        boolean first = true;
        for (Value part : iterating.list(parts)) {
            if (!(part instanceof Text text)) {
                throw Trouble.type("'join' needs strings, not", part);
            }
            if (!first) {
                out.append(separator);
            }
            out.append(text);
            first = false;
        }
        return out.build();
    }

    private static Value all(Text text, Given given, IntPredicate test) {
        given.bind();
        return Value.of(!text.isEmpty() && text.value().codePoints().allMatch(test));
    }

    /** At least one letter with a case, and none with the other case. */
    private static Value cased(Text text, Given given, IntPredicate other) {
        given.bind();
        String value = text.value();
        return Value.of(
                value.codePoints()
                                .anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c))
                        && value.codePoints()
                                .noneMatch(c -> other.test(c) || Character.isTitleCase(c)));
    }
}
