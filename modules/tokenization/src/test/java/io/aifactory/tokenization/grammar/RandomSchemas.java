package io.aifactory.tokenization.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Schemas over all supported keywords; each has at least one valid document. */
final class RandomSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMES =
            List.of("a", "ab", "name", "\"q\\", "é", "日本", "x\ny", "id", "value", "😀");
    static final List<String> PATTERNS =
            List.of(
                    "^[a-c]{1,3}$",
                    "^\\d+-\\d{2}$",
                    "é\"?x",
                    "^(foo|bar)",
                    "\\.[a-z]+$",
                    "^[^a-z]*$");
    static final List<String> FORMATS =
            List.of("date", "time", "date-time", "uuid", "ipv4", "unknown-format");

    private final Random random;

    RandomSchemas(Random random) {
        this.random = random;
    }

    /** A whole schema, with a recursive definition that the rest may use. */
    ObjectNode next() {
        ObjectNode schema = schema(3);
        ObjectNode node = schema.putObject("$defs").putObject("node");
        node.put("type", "object");
        ObjectNode properties = node.putObject("properties");
        properties.putObject("v").put("type", "integer");
        properties
                .putObject("next")
                .putArray("anyOf")
                .add(JSON.objectNode().put("$ref", "#/$defs/node"))
                .add(JSON.objectNode().put("type", "null"));
        properties
                .putObject("items")
                .put("type", "array")
                .putObject("items")
                .put("$ref", "#/$defs/node");
        node.putArray("required").add("v").add("next");
        node.put("additionalProperties", false);
        return schema;
    }

    ObjectNode schema(int depth) {
        ObjectNode schema = JSON.objectNode();
        switch (random.nextInt(depth == 0 ? 10 : 19)) {
            case 0 -> schema.put("type", "string");
            case 1 -> lengths(schema.put("type", "string"));
            case 2 -> schema.put("type", "string").put("pattern", pick(PATTERNS));
            case 3 -> schema.put("type", "string").put("format", pick(FORMATS));
            case 4 -> bounds(schema.put("type", "integer"));
            case 5 -> bounds(schema.put("type", "number"));
            case 6 -> schema.put("type", pick(List.of("boolean", "null", "number", "integer")));
            case 7 -> values(schema.putArray("enum"));
            case 8 -> schema.set("const", value());
            case 9 -> schema.putArray("type").add("string").add("null").add("integer");
            case 10, 11 -> array(schema, depth);
            case 12, 13, 14 -> object(schema, depth, NAMES);
            case 15 -> schema.putArray("anyOf").add(schema(depth - 1)).add(schema(depth - 1));
            case 16 -> oneOf(schema, depth);
            case 17 -> schema.put("$ref", "#/$defs/node");
            default -> allOf(schema, depth);
        }
        if (random.nextInt(12) == 0 && schema.has("type") && schema.get("type").isTextual()) {
            schema.put("nullable", true);
        }
        return schema;
    }

    private void lengths(ObjectNode schema) {
        int minimum = random.nextInt(4);
        if (random.nextBoolean()) {
            schema.put("minLength", minimum);
        }
        schema.put("maxLength", minimum + random.nextInt(6));
        if (random.nextInt(4) == 0) {
            schema.put("pattern", "^[a-zé\"]*$");
        }
    }

    private void bounds(ObjectNode schema) {
        int low = random.nextInt(400) - 200;
        int high = low + 2 + random.nextInt(random.nextBoolean() ? 5 : 3_000);
        if (random.nextInt(4) != 0) {
            schema.put(random.nextBoolean() ? "minimum" : "exclusiveMinimum", low);
        }
        if (random.nextInt(4) != 0) {
            schema.put(random.nextBoolean() ? "maximum" : "exclusiveMaximum", high);
        }
    }

    private void values(ArrayNode list) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            list.add(value());
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(7)) {
            case 0 -> JSON.textNode(pick(NAMES));
            case 1 -> JSON.numberNode(random.nextInt(200) - 100);
            case 2 -> JSON.numberNode(random.nextInt(1000) / 8.0);
            case 3 -> JSON.booleanNode(random.nextBoolean());
            case 4 -> JSON.nullNode();
            case 5 -> JSON.arrayNode().add(pick(NAMES)).add(random.nextInt(5));
            default -> JSON.objectNode().put(pick(NAMES), pick(NAMES));
        };
    }

    private void array(ObjectNode schema, int depth) {
        schema.put("type", "array");
        int minimum = random.nextInt(3);
        if (random.nextInt(3) == 0) {
            ArrayNode prefix = schema.putArray("prefixItems");
            for (int i = random.nextInt(3); i >= 0; i--) {
                prefix.add(schema(depth - 1));
            }
        }
        if (random.nextInt(6) != 0) {
            schema.set("items", schema(depth - 1));
        }
        if (random.nextBoolean()) {
            schema.put("minItems", minimum);
        }
        if (random.nextBoolean()) {
            schema.put("maxItems", minimum + random.nextInt(3));
        }
    }

    private void object(ObjectNode schema, int depth, List<String> names) {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = pick(names);
            if (!properties.has(name)) {
                properties.set(name, schema(depth - 1));
                if (random.nextBoolean()) {
                    required.add(name);
                }
            }
        }
        switch (random.nextInt(4)) {
            case 0 -> schema.put("additionalProperties", true);
            case 1 -> schema.set("additionalProperties", schema(0));
            case 2 -> schema.put("additionalProperties", false);
            default -> schema.put("title", "no word on others");
        }
    }

    /** Told apart by a constant, and by type. */
    private void oneOf(ObjectNode schema, int depth) {
        ArrayNode alternatives = schema.putArray("oneOf");
        alternatives.addObject().put("type", "boolean");
        for (String kind : List.of("circle", "circles")) {
            ObjectNode alternative = alternatives.addObject().put("type", "object");
            ObjectNode properties = alternative.putObject("properties");
            properties.putObject("kind").put("const", kind);
            properties.set("size", schema(depth - 1));
            alternative.putArray("required").add("kind");
        }
    }

    private void allOf(ObjectNode schema, int depth) {
        ArrayNode parts = schema.putArray("allOf");
        for (List<String> names : List.of(List.of("a", "b"), List.of("c"))) {
            ObjectNode part = parts.addObject();
            object(part, depth, names);
            part.remove("additionalProperties");
        }
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
