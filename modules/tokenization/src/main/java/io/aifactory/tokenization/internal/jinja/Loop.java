package io.aifactory.tokenization.internal.jinja;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The variable {@code loop}: reads ahead only as far as it is asked to, as Jinja's does. */
final class Loop implements Value {
    private final Iterator<Value> source;
    private final Deque<Value> ahead = new ArrayDeque<>();
    private final Budget budget;
    private int index = -1;
    private Optional<Value> previous = Optional.empty();
    private Optional<Value> current = Optional.empty();
    private Optional<List<Value>> changed = Optional.empty();

    Loop(Iterator<Value> source, Budget budget) {
        this.source = source;
        this.budget = budget;
    }

    boolean hasNext() {
        return !ahead.isEmpty() || source.hasNext();
    }

    Value next() {
        previous = current;
        Value value = ahead.isEmpty() ? source.next() : ahead.remove();
        current = Optional.of(value);
        index++;
        return value;
    }

    private int length() {
        while (source.hasNext()) {
            ahead.add(source.next());
            budget.step();
        }
        return index + 1 + ahead.size();
    }

    private Optional<Value> following() {
        if (ahead.isEmpty() && source.hasNext()) {
            ahead.add(source.next());
        }
        return Optional.ofNullable(ahead.peek());
    }

    Optional<Value> attribute(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "index" -> Value.of(index + 1L);
                    case "index0" -> Value.of(index);
                    case "revindex" -> Value.of(length() - index);
                    case "revindex0" -> Value.of(length() - index - 1);
                    case "first" -> Value.of(index == 0);
                    case "last" -> Value.of(following().isEmpty());
                    case "length" -> Value.of(length());
                    case "depth" -> Value.of(1);
                    case "depth0" -> Value.of(0);
                    case "previtem" -> previous.orElseGet(() -> missing("previous"));
                    case "nextitem" -> following().orElseGet(() -> missing("next"));
                    case "cycle" -> new Callee("loop.cycle", this::cycle);
                    case "changed" -> new Callee("loop.changed", this::changed);
                    default -> null;
                });
    }

    private static Value missing(String which) {
        return new Undefined("there is no " + which + " item");
    }

    private Value cycle(Given given) {
        if (given.positional().isEmpty()) {
            throw Trouble.evaluation("'loop.cycle' needs something to cycle through");
        }
        return given.positional().get(index % given.positional().size());
    }

    private Value changed(Given given) {
        boolean same =
                changed.filter(before ->
                                new Comparing(budget)
                                        .equal(Value.list(before), Value.list(given.positional())))
                        .isPresent();
        changed = Optional.of(given.positional());
        return Value.of(!same);
    }
}
