package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The types a schema allows. */
final class Types {
    private static final Set<String> ALL =
            Set.of("null", "boolean", "integer", "number", "string", "array", "object");

    private Types() {}

    /** The types named by {@code type}; empty if there is none. */
    static Set<String> of(Place place, ObjectNode schema) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.get("type");
        if (type == null) {
            return types;
        }
        List<JsonNode> names = type.isArray() ? List.copyOf(list(type)) : List.of(type);
        for (JsonNode name : names) {
            if (!name.isTextual() || !ALL.contains(name.textValue())) {
                throw place.problem("'type' must be one of " + new TreeSet<>(ALL));
            }
            types.add(name.textValue());
        }
        if (types.isEmpty()) {
            throw place.problem("'type' lists no type, so nothing can satisfy it");
        }
        if (types.contains("number")) {
            types.remove("integer");
        }
        return types;
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    /**
     * The types named, else those whose keywords are used; empty if neither tells.
     *
     * <p>A schema without {@code type} that has {@code properties} also allows numbers, but no one
     * means it.
     */
    static Set<String> meant(Place place, ObjectNode schema) {
        Set<String> types = of(place, schema);
        if (types.isEmpty()) {
            for (Map.Entry<String, List<String>> entry : Keywords.BY_TYPE.entrySet()) {
                if (entry.getValue().stream().anyMatch(schema::has)) {
                    types.add(entry.getKey());
                }
            }
        }
        return types;
    }

    /** Whether a value has one of the types. */
    static boolean includes(Set<String> types, JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> types.contains("null");
            case BOOLEAN -> types.contains("boolean");
            case STRING -> types.contains("string");
            case ARRAY -> types.contains("array");
            case OBJECT -> types.contains("object");
            case NUMBER ->
                    types.contains("number")
                            || (types.contains("integer")
                                    && value.decimalValue().stripTrailingZeros().scale() <= 0);
            case BINARY, MISSING, POJO -> false;
        };
    }
}
