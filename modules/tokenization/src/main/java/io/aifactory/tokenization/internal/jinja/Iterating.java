package io.aifactory.tokenization.internal.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** What can be gone through, and in which order. */
final class Iterating {
    private final Budget budget;

    Iterating(Budget budget) {
        this.budget = budget;
    }

    /** {@code iter(value)}; every element taken costs a step. */
    Iterator<Value> over(Value value) {
        return switch (value) {
            case Value.Sequence sequence -> counted(sequence.items().iterator());
            case Mapping mapping -> counted(mapping.keys().iterator());
            case Text text -> counted(characters(text));
            case Value.Generated generated -> generated.items();
            case Value.Undefined _ -> Collections.emptyIterator();
            case Value.None _,
                    Value.Truth _,
                    Value.Whole _,
                    Value.Real _,
                    Value.Namespace _,
                    Value.Callee _,
                    Loop _ ->
                    throw Trouble.type("a list is needed, not", value);
        };
    }

    /** {@code list(value)}. */
    List<Value> list(Value value) {
        if (value instanceof Value.Sequence sequence) {
            budget.items(sequence.items().size());
            return sequence.items();
        }
        List<Value> items = new ArrayList<>();
        Iterator<Value> source = over(value);
        while (source.hasNext()) {
            items.add(source.next());
            if (items.size() % 1024 == 0) {
                budget.items(items.size());
            }
        }
        return items;
    }

    private Iterator<Value> counted(Iterator<Value> source) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public Value next() {
                budget.step();
                return source.next();
            }
        };
    }

    private static Iterator<Value> characters(Text text) {
        return new Iterator<>() {
            private int at;

            @Override
            public boolean hasNext() {
                return at < text.length();
            }

            @Override
            public Value next() {
                int from = at;
                at += Character.charCount(text.value().codePointAt(from));
                return text.substring(from, at);
            }
        };
    }
}
