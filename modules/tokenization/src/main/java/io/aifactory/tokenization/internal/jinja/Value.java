package io.aifactory.tokenization.internal.jinja;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an expression can be. The types are those of Python that templates meet; no other object can
 * enter a template.
 */
public sealed interface Value
        permits Value.Undefined,
                Value.None,
                Value.Truth,
                Value.Whole,
                Value.Real,
                Text,
                Value.Sequence,
                Mapping,
                Value.Generated,
                Value.Namespace,
                Value.Callee,
                Loop {
    None NONE = new None();
    Truth TRUE = new Truth(true);
    Truth FALSE = new Truth(false);

    /**
     * Something that is not there: empty where it is printed or iterated, an error in nearly
     * everything else.
     *
     * @param problem says what is missing
     */
    record Undefined(String problem) implements Value {}

    record None() implements Value {}

    record Truth(boolean value) implements Value {}

    /** {@code int}. */
    record Whole(BigInteger value) implements Value {}

    /** {@code float}. */
    record Real(double value) implements Value {}

    /** What kind of sequence it is, where that can be seen. */
    enum Kind {
        LIST,
        TUPLE,
        /** Of the keys, values or items of a mapping: has a length, but no places. */
        VIEW
    }

    record Sequence(Kind kind, List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** What lazy filters yield: it can be read once, and is true even when nothing is in it. */
    record Generated(Iterator<Value> items) implements Value {}

    /** The one thing that a template can change. */
    record Namespace(Map<String, Value> attributes) implements Value {
        public Namespace {
            attributes = new LinkedHashMap<>(attributes);
        }
    }

    /** Something that can be called. */
    record Callee(String name, Body body) implements Value {
        interface Body {
            Value call(Given given);
        }
    }

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Whole of(long value) {
        return new Whole(BigInteger.valueOf(value));
    }

    static Sequence list(List<Value> items) {
        return new Sequence(Kind.LIST, items);
    }

    static Sequence tuple(List<Value> items) {
        return new Sequence(Kind.TUPLE, items);
    }
}
