package io.aifactory.tokenization.internal.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Filters that look at all elements of a list. */
final class ListFilters {
    static final Map<String, Filters.Filter> ALL =
            Map.ofEntries(
                    Map.entry("count", ListFilters::length),
                    Map.entry("dictsort", ListFilters::dictsort),
                    Map.entry("first", ListFilters::first),
                    Map.entry("join", ListFilters::join),
                    Map.entry("last", ListFilters::last),
                    Map.entry("length", ListFilters::length),
                    Map.entry("list", ListFilters::list),
                    Map.entry("max", (input, given, tools) -> extreme(input, given, tools, -1)),
                    Map.entry("min", (input, given, tools) -> extreme(input, given, tools, 1)),
                    Map.entry("reverse", ListFilters::reverse),
                    Map.entry("sort", ListFilters::sort),
                    Map.entry("sum", ListFilters::sum));

    private ListFilters() {}

    private static Value length(Value input, Given given, Tools tools) {
        given.bind();
        return Value.of(
                switch (input) {
                    case Text text -> text.codePoints();
                    case Value.Sequence sequence -> sequence.items().size();
                    case Mapping mapping -> mapping.size();
                    case Value.Undefined _ -> 0;
                    default -> throw Trouble.type("'length' needs a string or a list, not", input);
                });
    }

    private static Value list(Value input, Given given, Tools tools) {
        given.bind();
        return Value.list(tools.iterating().list(input));
    }

    private static Value first(Value input, Given given, Tools tools) {
        given.bind();
        Iterator<Value> items = tools.iterating().over(input);
        return items.hasNext() ? items.next() : new Value.Undefined("there is no first item");
    }

    private static Value last(Value input, Given given, Tools tools) {
        given.bind();
        if (input instanceof Value.Generated) {
            throw Trouble.type("'last' needs a string or a list, not", input);
        }
        List<Value> items = tools.iterating().list(input);
        return items.isEmpty() ? new Value.Undefined("there is no last item") : items.getLast();
    }

    private static Value reverse(Value input, Given given, Tools tools) {
        given.bind();
        List<Value> items = new ArrayList<>(tools.iterating().list(input));
        Collections.reverse(items);
        return switch (input) {
            case Text _ -> {
                TextBuilder out = new TextBuilder(tools.budget());
                items.forEach(character -> out.append(tools.text(character)));
                yield out.build();
            }
            case Value.Generated _ -> Value.list(items);
            default -> new Value.Generated(items.iterator());
        };
    }

    private static Value join(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("d", "attribute");
        Text separator = bound.get("d").map(tools::text).orElse(Text.EMPTY);
        Optional<Getter> getter = bound.get("attribute").map(path -> Getter.of(path, tools));
        TextBuilder out = new TextBuilder(tools.budget());
        Iterator<Value> items = tools.iterating().over(input);
        boolean first = true;
        while (items.hasNext()) {
            Value item = items.next();
            if (!first) {
                out.append(separator);
            }
            out.append(tools.text(getter.isPresent() ? getter.get().get(item) : item));
            first = false;
        }
        return out.build();
    }

    private static Value sum(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("attribute", "start");
        Getter getter = Getter.of(bound.get("attribute").orElse(Value.NONE), tools);
        Value sum = bound.get("start").orElse(Value.of(0));
        Iterator<Value> items = tools.iterating().over(input);
        while (items.hasNext()) {
            sum =
                    tools.operators()
                            .binary(Expression.BinaryOperator.ADD, sum, getter.get(items.next()));
        }
        return sum;
    }

    private static Value extreme(Value input, Given given, Tools tools, int sign) {
        Given.Bound bound = given.bind("case_sensitive", "attribute");
        Getter getter =
                Getter.of(bound.get("attribute").orElse(Value.NONE), tools)
                        .ignoringCase(!bound.flag("case_sensitive"));
        Iterator<Value> items = tools.iterating().over(input);
        if (!items.hasNext()) {
            return new Value.Undefined("an empty list has neither a smallest nor a largest item");
        }
        Value best = items.next();
        while (items.hasNext()) {
            Value item = items.next();
            int order = tools.comparing().compare("<", getter.get(item), getter.get(best));
            if (order * sign < 0) {
                best = item;
            }
        }
        return best;
    }

    private static Value sort(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("reverse", "case_sensitive", "attribute");
        Value attribute = bound.get("attribute").orElse(Value.NONE);
        List<Getter> getters = new ArrayList<>();
        if (attribute instanceof Text paths) {
            for (String path : paths.value().split(",", -1)) {
                getters.add(Getter.of(Text.ofTemplate(path), tools));
            }
        } else {
            getters.add(Getter.of(attribute, tools));
        }
        List<Value> items = tools.iterating().list(input);
        return Value.list(
                sorted(
                        items,
                        item ->
                                getters.stream()
                                        .map(g -> g.ignoringCase(!bound.flag("case_sensitive")))
                                        .map(g -> g.get(item))
                                        .toList(),
                        bound.flag("reverse"),
                        tools));
    }

    private static Value dictsort(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("case_sensitive", "by", "reverse");
        if (!(input instanceof Mapping mapping)) {
            throw Trouble.type("'dictsort' needs a dict, not", input);
        }
        String by = bound.get("by").isPresent() ? bound.text("by").value() : "key";
        if (!by.equals("key") && !by.equals("value")) {
            throw Trouble.evaluation("'dictsort' sorts by 'key' or 'value'");
        }
        Getter getter =
                Getter.of(Value.of(by.equals("key") ? 0 : 1), tools)
                        .ignoringCase(!bound.flag("case_sensitive"));
        return Value.list(
                sorted(
                        mapping.items(),
                        item -> List.of(getter.get(item)),
                        bound.flag("reverse"),
                        tools));
    }

    private interface SortKey {
        List<Value> of(Value item);
    }

    private record Keyed(Value item, Value key) {}

    /** Stable in both directions, as Python's. */
    private static List<Value> sorted(
            List<Value> items, SortKey key, boolean descending, Tools tools) {
        tools.budget().items(items.size());
        List<Keyed> keyed = new ArrayList<>(items.size());
        items.forEach(item -> keyed.add(new Keyed(item, Value.list(key.of(item)))));
        Comparator<Value> order = (a, b) -> tools.comparing().compare("<", a, b);
        keyed.sort(Comparator.comparing(Keyed::key, descending ? order.reversed() : order));
        return keyed.stream().map(Keyed::item).toList();
    }

    /** A path of attributes, {@code a.b.0}; none is the value itself. */
    record Getter(List<Value> path, Optional<Value> absent, boolean ignoresCase, Tools tools) {
        static Getter of(Value path, Tools tools) {
            List<Value> parts = new ArrayList<>();
            switch (path) {
                case Value.None() -> {}
                case Text text -> {
                    for (String part : text.value().split("\\.", -1)) {
                        parts.add(
                                part.matches("[0-9]{1,9}")
                                        ? new Value.Whole(new BigInteger(part))
                                        : Text.ofTemplate(part));
                    }
                }
                default -> parts.add(path);
            }
            return new Getter(parts, Optional.empty(), false, tools);
        }

        Getter ignoringCase(boolean ignoring) {
            return new Getter(path, absent, ignoring, tools);
        }

        Getter orElse(Optional<Value> instead) {
            return new Getter(path, instead, ignoresCase, tools);
        }

        Value get(Value item) {
            Value value = item;
            for (Value part : path) {
                value = tools.attributes().item(value, part);
                if (value instanceof Value.Undefined && absent.isPresent()) {
                    value = absent.get();
                }
            }
            return ignoresCase && value instanceof Text text
                    ? new TextOperations(tools.budget()).lower(text)
                    : value;
        }
    }
}
