package io.aifactory.tokenization.internal.jinja;

import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Filters that yield their elements one by one, when they are asked for. */
final class LazyFilters {
    static final Map<String, Filters.Filter> ALL =
            Map.of(
                    "items", LazyFilters::items,
                    "map", LazyFilters::map,
                    "select", (input, given, tools) -> select(input, given, tools, false, true),
                    "reject", (input, given, tools) -> select(input, given, tools, false, false),
                    "selectattr", (input, given, tools) -> select(input, given, tools, true, true),
                    "rejectattr", (input, given, tools) -> select(input, given, tools, true, false),
                    "unique", LazyFilters::unique);

    private LazyFilters() {}

    private static Value items(Value input, Given given, Tools tools) {
        given.bind();
        return switch (input) {
            case Mapping mapping ->
                    new Value.Generated(tools.iterating().over(Value.list(mapping.items())));
            case Value.Undefined _ -> new Value.Generated(Collections.emptyIterator());
            default -> throw Trouble.type("'items' needs a dict, not", input);
        };
    }

    private static Value map(Value input, Given given, Tools tools) {
        UnaryOperator<Value> change;
        if (given.positional().isEmpty()) {
            Given.Bound bound = given.bind("attribute", "default");
            Optional<Value> absent =
                    bound.get("default").filter(value -> !(value instanceof Value.None));
            change = ListFilters.Getter.of(bound.required("attribute"), tools).orElse(absent)::get;
        } else {
            if (!(given.positional().getFirst() instanceof Text name)) {
                throw Trouble.evaluation("'map' needs the name of a filter");
            }
            Given rest = rest(name.value(), given, 1);
            change = item -> Filters.apply(name.value(), item, rest, tools);
        }
        Iterator<Value> source = source(input, tools);
        return new Value.Generated(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return source.hasNext();
                    }

                    @Override
                    public Value next() {
                        return change.apply(source.next());
                    }
                });
    }

    private static Value select(
            Value input, Given given, Tools tools, boolean byAttribute, boolean wanted) {
        int used = byAttribute ? 1 : 0;
        if (given.positional().size() < used) {
            throw Trouble.evaluation("'" + given.callee() + "' needs the name of an attribute");
        }
        ListFilters.Getter getter =
                ListFilters.Getter.of(
                        byAttribute ? given.positional().getFirst() : Value.NONE, tools);
        Predicate<Value> test = Types::truth;
        if (given.positional().size() > used) {
            if (!(given.positional().get(used) instanceof Text name)) {
                throw Trouble.evaluation("'" + given.callee() + "' needs the name of a test");
            }
            Given rest = rest(name.value(), given, used + 1);
            test = item -> Tests.holds(name.value(), item, rest, tools);
        }
        Predicate<Value> holds = test;
        return new Value.Generated(
                new Matching(source(input, tools), item -> holds.test(getter.get(item)) == wanted));
    }

    private static Given rest(String callee, Given given, int used) {
        List<Value> positional = given.positional();
        return new Given(callee, positional.subList(used, positional.size()), given.named());
    }

    private static Value unique(Value input, Given given, Tools tools) {
        Given.Bound bound = given.bind("case_sensitive", "attribute");
        ListFilters.Getter getter =
                ListFilters.Getter.of(bound.get("attribute").orElse(Value.NONE), tools)
                        .ignoringCase(!bound.flag("case_sensitive"));
        Set<Object> seen = new HashSet<>();
        return new Value.Generated(
                new Matching(
                        source(input, tools), item -> seen.add(Mapping.key(getter.get(item)))));
    }

    private static Iterator<Value> source(Value input, Tools tools) {
        return Types.truth(input) ? tools.iterating().over(input) : Collections.emptyIterator();
    }

    /** The elements of another iterator that match. */
    static final class Matching implements Iterator<Value> {
        private final Iterator<Value> source;
        private final Predicate<Value> matches;
        private Optional<Value> next = Optional.empty();

        Matching(Iterator<Value> source, Predicate<Value> matches) {
            this.source = source;
            this.matches = matches;
        }

        @Override
        public boolean hasNext() {
            while (next.isEmpty() && source.hasNext()) {
                next = Optional.of(source.next()).filter(matches);
            }
            return next.isPresent();
        }

        @Override
        public Value next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Value value = next.orElseThrow();
            next = Optional.empty();
            return value;
        }
    }
}
