package io.aifactory.tokenization.internal.jinja;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code dict}: keys are strings, numbers, booleans or none, in the order they came. */
public final class Mapping implements Value {
    record Entry(Value key, Value value) {}

    private final Map<Object, Entry> entries;

    private Mapping(Map<Object, Entry> entries) {
        this.entries = entries;
    }

    static Mapping of(Collection<Entry> entries) {
        Map<Object, Entry> map = new LinkedHashMap<>();
        for (Entry entry : entries) {
            map.merge(key(entry.key()), entry, (old, late) -> new Entry(old.key(), late.value()));
        }
        return new Mapping(map);
    }

    /** With strings that were not written in the template as keys. */
    static Mapping ofNames(Map<String, Value> members) {
        Map<Object, Entry> map = new LinkedHashMap<>();
        members.forEach((name, value) -> map.put(name, new Entry(Text.foreign(name), value)));
        return new Mapping(map);
    }

    int size() {
        return entries.size();
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    Optional<Value> get(Value key) {
        return isKey(key)
                ? Optional.ofNullable(entries.get(key(key))).map(Entry::value)
                : Optional.empty();
    }

    Optional<Value> get(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::value);
    }

    List<Value> keys() {
        List<Value> keys = new ArrayList<>(entries.size());
        entries.values().forEach(entry -> keys.add(entry.key()));
        return keys;
    }

    List<Value> values() {
        List<Value> values = new ArrayList<>(entries.size());
        entries.values().forEach(entry -> values.add(entry.value()));
        return values;
    }

    List<Value> items() {
        List<Value> items = new ArrayList<>(entries.size());
        entries.values()
                .forEach(entry -> items.add(Value.tuple(List.of(entry.key(), entry.value()))));
        return items;
    }

    private static boolean isKey(Value value) {
        return switch (value) {
            case Text _, Value.Whole _, Value.Real _, Value.Truth _, Value.None() -> true;
            default -> false;
        };
    }

    /** Equal for values that Python holds to be equal: {@code 1}, {@code 1.0} and {@code true}. */
    static Object key(Value value) {
        return switch (value) {
            case Text text -> text.value();
            case Value.Whole(BigInteger number) -> number;
            case Value.Truth(boolean truth) -> truth ? BigInteger.ONE : BigInteger.ZERO;
            case Value.Real(double number) ->
                    Double.isFinite(number) && number == Math.rint(number)
                            ? new BigDecimal(number).toBigInteger()
                            : (Object) number;
            case Value.None none -> none;
            default -> throw Trouble.type("a key of a dict cannot be", value);
        };
    }
}
