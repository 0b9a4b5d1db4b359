package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which keywords there are, and which values they may have. */
final class Keywords {
    /** Assert nothing. */
    static final Set<String> ANNOTATIONS =
            Set.of(
                    "title",
                    "description",
                    "default",
                    "example",
                    "examples",
                    "deprecated",
                    "readOnly",
                    "writeOnly",
                    "$comment",
                    "$schema",
                    "$id",
                    "$defs",
                    "definitions",
                    "contentMediaType",
                    "contentEncoding",
                    "discriminator",
                    "externalDocs");

    /** Keywords that matter to values of one type only. */
    static final Map<String, List<String>> BY_TYPE =
            Map.of(
                    "string", List.of("minLength", "maxLength", "pattern", "format"),
                    "number",
                            List.of(
                                    "minimum",
                                    "maximum",
                                    "exclusiveMinimum",
                                    "exclusiveMaximum",
                                    "multipleOf"),
                    "array", List.of("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
                    "object",
                            List.of(
                                    "properties",
                                    "required",
                                    "additionalProperties",
                                    "minProperties"));

    private static final Set<String> GENERAL =
            Set.of("type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref", "nullable");

    private Keywords() {}

    /** Refuses what is not supported. */
    static void check(Place place, ObjectNode schema) {
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String name = entry.getKey();
            if (ANNOTATIONS.contains(name) || name.startsWith("x-")) {
                if (name.equals("$id") && place.depth() > 0) {
                    throw place.problem("'$id' inside a schema is not supported; leave it out");
                }
                continue;
            }
            boolean known =
                    GENERAL.contains(name)
                            || BY_TYPE.values().stream().anyMatch(names -> names.contains(name));
            if (!known || !isSupported(name, entry.getValue())) {
                throw place.problem(
                        "'"
                                + (name.length() > 60 ? name.substring(0, 60) + "…" : name)
                                + "' "
                                + (known ? "with this value is" : "is")
                                + " not supported, and ignoring it would let invalid answers pass;"
                                + " leave it out");
            }
        }
    }

    private static boolean isSupported(String name, JsonNode value) {
        return switch (name) {
            case "uniqueItems" -> value.isBoolean() && !value.booleanValue();
            case "minProperties" -> value.isNumber() && value.decimalValue().signum() == 0;
            case "multipleOf" ->
                    value.isNumber() && value.decimalValue().compareTo(BigDecimal.ONE) == 0;
            case "nullable" -> value.isBoolean();
            default -> true;
        };
    }

    /** Whether a schema asserts anything beside the named keywords. */
    static boolean assertsBeside(ObjectNode schema, Set<String> names) {
        return schema.properties().stream()
                .map(Map.Entry::getKey)
                .anyMatch(name ->
                        !names.contains(name)
                                && !ANNOTATIONS.contains(name)
                                && !name.startsWith("x-"));
    }
}
