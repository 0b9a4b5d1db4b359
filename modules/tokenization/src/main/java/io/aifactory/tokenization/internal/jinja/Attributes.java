package io.aifactory.tokenization.internal.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code a.b}, {@code a[b]} and {@code a[b:c]}. */
final class Attributes {
    private static final Set<String> CHANGING =
            Set.of(
                    "append",
                    "clear",
                    "extend",
                    "insert",
                    "pop",
                    "popitem",
                    "remove",
                    "reverse",
                    "setdefault",
                    "sort",
                    "update");

    private final Budget budget;
    private final TextMethods textMethods;
    private final ContainerMethods containerMethods;

    Attributes(Budget budget, Printing printing, Iterating iterating) {
        this.budget = budget;
        this.textMethods = new TextMethods(budget, printing, iterating);
        this.containerMethods = new ContainerMethods(budget);
    }

    /** {@code object.name}: methods hide keys of the same name. */
    Value attribute(Value object, String name) {
        requireDefined(object);
        return method(object, name)
                .or(() -> object instanceof Mapping mapping ? mapping.get(name) : Optional.empty())
                .orElseGet(() -> noAttribute(object, name));
    }

    /** {@code object[index]}: keys hide methods of the same name. */
    Value item(Value object, Value index) {
        requireDefined(object);
        Optional<Value> found =
                switch (object) {
                    case Mapping mapping -> mapping.get(index);
                    case Value.Sequence(Value.Kind kind, List<Value> items) ->
                            kind == Value.Kind.VIEW
                                    ? Optional.empty()
                                    : place(index, items.size()).map(items::get);
                    case Text text -> character(text, index);
                    default -> Optional.empty();
                };
        if (found.isEmpty() && index instanceof Text name) {
            found = method(object, name.value());
        }
        return found.orElseGet(() ->
                index instanceof Text name
                        ? noAttribute(object, name.value())
                        : new Value.Undefined(
                                "%s has no element %s"
                                        .formatted(
                                                Types.described(object),
                                                index instanceof Value.Whole(BigInteger number)
                                                        ? number
                                                        : Types.described(index))));
    }

    private static void requireDefined(Value object) {
        if (object instanceof Value.Undefined(String problem)) {
            throw Trouble.evaluation(problem);
        }
    }

    private static Value noAttribute(Value object, String name) {
        String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
        return new Value.Undefined(
                "'%s object' has no attribute '%s'".formatted(Types.name(object), shown));
    }

    private Optional<Value> method(Value object, String name) {
        return switch (object) {
            case Text text -> textMethods.find(text, name);
            case Mapping _, Value.Sequence _ ->
                    CHANGING.contains(name)
                            ? Optional.of(forbidden(name))
                            : containerMethods.find(object, name);
            case Value.Namespace namespace -> Optional.ofNullable(namespace.attributes().get(name));
            case Loop loop -> loop.attribute(name);
            default -> Optional.empty();
        };
    }

    private static Value forbidden(String name) {
        return new Value.Callee(
                name,
                _ -> {
                    throw Trouble.evaluation(
                            "'"
                                    + name
                                    + "' would change a value, which templates may not do; use a"
                                    + " namespace");
                });
    }

    private static Optional<Integer> place(Value index, int size) {
        return Numbers.whole(index)
                .map(Numbers::clamped)
                .map(i -> i < 0 ? i + size : i)
                .filter(i -> i >= 0 && i < size);
    }

    private Optional<Value> character(Text text, Value index) {
        budget.steps(text.length() / 64);
        String value = text.value();
        return place(index, text.codePoints())
                .map(i -> value.offsetByCodePoints(0, i))
                .map(from ->
                        text.substring(from, from + Character.charCount(value.codePointAt(from))));
    }

    Value slice(Value object, Optional<Value> from, Optional<Value> to, Optional<Value> step) {
        requireDefined(object);
        return switch (object) {
            case Text text -> slice(text, Range.of(from, to, step, text.codePoints()));
            case Value.Sequence(Value.Kind kind, List<Value> items)
                    when kind != Value.Kind.VIEW -> {
                Range range = Range.of(from, to, step, items.size());
                budget.items(range.count());
                if (range.step() == 1) {
                    yield new Value.Sequence(
                            kind, items.subList(range.from(), range.from() + range.count()));
                }
                List<Value> taken = new ArrayList<>(range.count());
                for (int i = 0; i < range.count(); i++) {
                    taken.add(items.get(range.from() + i * range.step()));
                }
                yield new Value.Sequence(kind, taken);
            }
            default -> throw Trouble.type("a slice needs a string or a list, not", object);
        };
    }

    private Text slice(Text text, Range range) {
        String value = text.value();
        if (range.step() == 1) {
            int from = value.offsetByCodePoints(0, range.from());
            int to = value.offsetByCodePoints(from, range.count());
            budget.characters(to - from);
            return text.substring(from, to);
        }
        int[] places = new int[text.codePoints()];
        budget.steps(places.length);
        for (int i = 0, at = 0; i < places.length; i++) {
            places[i] = at;
            at += Character.charCount(value.codePointAt(at));
        }
        TextBuilder out = new TextBuilder(budget);
        for (int i = 0; i < range.count(); i++) {
            int at = places[range.from() + i * range.step()];
            out.append(text.substring(at, at + Character.charCount(value.codePointAt(at))));
        }
        return out.build();
    }

    /** Places of a slice, cut to a length as Python does. */
    private record Range(int from, int count, int step) {
        static Range of(
                Optional<Value> from, Optional<Value> to, Optional<Value> step, int length) {
            int by = bound(step).orElse(1);
            if (by == 0) {
                throw Trouble.evaluation("the step of a slice cannot be zero");
            }
            boolean up = by > 0;
            int start = bound(from).map(i -> cut(i, length, up)).orElse(up ? 0 : length - 1);
            int stop = bound(to).map(i -> cut(i, length, up)).orElse(up ? length : -1);
            long span = up ? (long) stop - start : (long) start - stop;
            long count = span <= 0 ? 0 : (span - 1) / Math.abs((long) by) + 1;
            // With at most one element the step does not matter, and must not overflow.
            return new Range(count == 0 ? 0 : start, (int) count, count <= 1 ? 1 : by);
        }

        private static int cut(int index, int length, boolean up) {
            int place = index < 0 ? Math.max(index + length, up ? 0 : -1) : index;
            return Math.min(place, up ? length : length - 1);
        }

        private static Optional<Integer> bound(Optional<Value> value) {
            return value.filter(v -> !(v instanceof Value.None))
                    .map(v ->
                            Numbers.whole(v)
                                    .map(Numbers::clamped)
                                    .orElseThrow(() ->
                                            Trouble.type("a slice needs whole numbers, not", v)));
        }
    }
}
