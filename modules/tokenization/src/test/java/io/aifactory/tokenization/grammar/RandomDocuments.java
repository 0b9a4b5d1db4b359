package io.aifactory.tokenization.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Valid documents of the schemas that {@link RandomSchemas} makes, properties in their order. */
final class RandomDocuments {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, List<String>> EXAMPLES =
            Map.of(
                    RandomSchemas.PATTERNS.get(0),
                    List.of("a", "cab"),
                    RandomSchemas.PATTERNS.get(1),
                    List.of("0-12", "99-00"),
                    RandomSchemas.PATTERNS.get(2),
                    List.of("éx", "aé\"xb"),
                    RandomSchemas.PATTERNS.get(3),
                    List.of("foo", "bar\n\u0001😀"),
                    RandomSchemas.PATTERNS.get(4),
                    List.of(".x", "日本.abc"),
                    RandomSchemas.PATTERNS.get(5),
                    List.of("", "A\\É9"),
                    "date",
                    List.of("2000-02-29", "1999-12-31"),
                    "time",
                    List.of("23:59:59Z", "00:00:00.123+13:59"),
                    "date-time",
                    List.of("2024-02-29T01:02:03Z"),
                    "uuid",
                    List.of("123e4567-e89B-12d3-a456-426614174000"));
    private static final List<String> TEXTS =
            List.of("", "a", "é", "日本", "😀", "\"", "\\", "\n", "\u0000", "\u007F", "/", "ab c");

    private final Random random;
    private final ObjectNode root;
    private int budget = 60;

    RandomDocuments(Random random, ObjectNode root) {
        this.random = random;
        this.root = root;
    }

    JsonNode document() {
        return value(root);
    }

    private JsonNode value(JsonNode schema) {
        budget--;
        if (schema.has("nullable") && random.nextInt(4) == 0) {
            return JSON.nullNode();
        }
        if (schema.has("$ref")) {
            return value(root.at(schema.get("$ref").textValue().substring(1)));
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        for (String list : List.of("enum", "anyOf", "oneOf")) {
            if (schema.has(list)) {
                JsonNode choices = schema.get(list);
                int last = choices.size() - 1;
                JsonNode chosen = choices.get(budget > 0 ? random.nextInt(last + 1) : last);
                return list.equals("enum") ? chosen : value(chosen);
            }
        }
        if (schema.has("allOf")) {
            ObjectNode merged = JSON.objectNode();
            schema.get("allOf").forEach(part -> merged.setAll((ObjectNode) value(part)));
            return merged;
        }
        JsonNode type = schema.path("type");
        return typed(
                schema,
                type.isArray() ? type.get(random.nextInt(type.size())).asText() : type.asText());
    }

    private JsonNode typed(JsonNode schema, String type) {
        return switch (type) {
            case "null" -> JSON.nullNode();
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "integer" -> JSON.numberNode(number(schema));
            case "number" ->
                    JSON.numberNode(
                            BigDecimal.valueOf(number(schema))
                                    .setScale(random.nextInt(3) == 0 ? 2 : 0));
            case "string" -> JSON.textNode(text(schema));
            case "array" -> array(schema);
            case "object" -> object(schema);
            default -> JSON.textNode("anything");
        };
    }

    private int number(JsonNode schema) {
        int low =
                schema.has("exclusiveMinimum")
                        ? schema.get("exclusiveMinimum").intValue() + 1
                        : schema.path("minimum").asInt(Integer.MIN_VALUE);
        int high =
                schema.has("exclusiveMaximum")
                        ? schema.get("exclusiveMaximum").intValue() - 1
                        : schema.path("maximum").asInt(Integer.MAX_VALUE);
        if (low == Integer.MIN_VALUE) {
            low = high == Integer.MAX_VALUE ? -5_000 : high - 3_000;
        }
        long span = Math.min(high, low + 10_000L) - low + 1;
        return (int) (low + Math.floorMod(random.nextLong(), span));
    }

    private String text(JsonNode schema) {
        String key = schema.path("pattern").asText(schema.path("format").asText());
        if (EXAMPLES.containsKey(key)) {
            List<String> examples = EXAMPLES.getOrDefault(key, List.of());
            return examples.get(random.nextInt(examples.size()));
        }
        if (key.equals("ipv4")) {
            return random.nextInt(256) + ".0.10.255";
        }
        boolean plain = schema.has("pattern");
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(least + 6);
        StringBuilder text = new StringBuilder();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            String some = plain ? "b" : TEXTS.get(1 + random.nextInt(TEXTS.size() - 1));
            text.appendCodePoint(some.codePointAt(0));
        }
        return text.toString();
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = JSON.arrayNode();
        int least = schema.path("minItems").asInt(0);
        int most = schema.path("maxItems").asInt(least + (budget > 0 ? 3 : 0));
        int size = least + (budget > 0 ? random.nextInt(most - least + 1) : 0);
        for (int i = 0; i < size; i++) {
            JsonNode prefix = schema.path("prefixItems").path(i);
            array.add(value(prefix.isMissingNode() ? schema.path("items") : prefix));
        }
        return array;
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asText).toList();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (required.contains(property.getKey()) || (budget > 0 && random.nextBoolean())) {
                object.set(property.getKey(), value(property.getValue()));
            }
        }
        JsonNode others = schema.path("additionalProperties");
        if (!others.isMissingNode() && !others.isBoolean() && random.nextBoolean()) {
            object.set("other \"name\"", value(others));
            object.set("nam", value(others));
        }
        return object;
    }
}
