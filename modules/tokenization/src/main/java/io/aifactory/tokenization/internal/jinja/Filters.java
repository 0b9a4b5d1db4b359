package io.aifactory.tokenization.internal.jinja;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All filters by name. */
final class Filters {
    /** {@code input | name(given)}. */
    interface Filter {
        Value apply(Value input, Given given, Tools tools);
    }

    private static final Map<String, Filter> ALL = all();

    private Filters() {}

    private static Map<String, Filter> all() {
        Map<String, Filter> filters = new HashMap<>();
        filters.putAll(TextFilters.ALL);
        filters.putAll(ValueFilters.ALL);
        filters.putAll(ListFilters.ALL);
        filters.putAll(LazyFilters.ALL);
        return Map.copyOf(filters);
    }

    static boolean known(String name) {
        return ALL.containsKey(name);
    }

    static Value apply(String name, Value input, Given given, Tools tools) {
        return Optional.ofNullable(ALL.get(name))
                .orElseThrow(() -> Trouble.evaluation("there is no filter '" + name + "'"))
                .apply(input, given, tools);
    }
}
