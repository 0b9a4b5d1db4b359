package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One schema for two that both hold, keyword by keyword; what has no simple answer is refused. */
final class SchemaMerge {
    private final Budget budget;

    SchemaMerge(Budget budget) {
        this.budget = budget;
    }

    /** The right one's place is kept where the left asserts nothing, else the left one's. */
    Place merge(Place left, Place right) {
        if (left.schema().isBoolean()) {
            return left.schema().booleanValue() ? right : left;
        }
        if (right.schema().isBoolean()) {
            return right.schema().booleanValue() ? left : right;
        }
        ObjectNode a = (ObjectNode) left.schema();
        ObjectNode b = (ObjectNode) right.schema();
        if (!Keywords.assertsBeside(a, Set.of())) {
            return right;
        }
        if (!Keywords.assertsBeside(b, Set.of())) {
            return left;
        }
        budget.spend(
                50L
                        + a.size()
                        + b.size()
                        + a.path("properties").size() * 2L
                        + b.path("properties").size() * 2L);
        ObjectNode merged = a.objectNode();
        merged.setAll(a);
        requireSameProperties(left, a, b);
        for (Map.Entry<String, JsonNode> entry : b.properties()) {
            String keyword = entry.getKey();
            JsonNode ours = merged.get(keyword);
            if (ours == null) {
                merged.set(keyword, entry.getValue());
            } else if (!Keywords.ANNOTATIONS.contains(keyword) && !equal(ours, entry.getValue())) {
                merged.set(keyword, both(left, keyword, ours, entry.getValue()));
            }
        }
        if (a.has("nullable") != b.has("nullable")) {
            merged.remove("nullable");
        }
        return left.with(merged);
    }

    private boolean equal(JsonNode a, JsonNode b) {
        budget.spend(Weight.of(a) + Weight.of(b));
        return a.equals(b);
    }

    private JsonNode both(Place place, String keyword, JsonNode a, JsonNode b) {
        return switch (keyword) {
            case "properties" -> properties(a, b);
            case "required" -> union(a, b);
            case "items" -> allOf(a, b);
            case "type" -> types(place, a, b);
            case "enum" -> common(place, a, b);
            case "minimum", "exclusiveMinimum", "minLength", "minItems" -> bound(a, b, 1);
            case "maximum", "exclusiveMaximum", "maxLength", "maxItems" -> bound(a, b, -1);
            case "nullable" -> BooleanNode.FALSE;
            default ->
                    throw place.problem(
                            "two different '"
                                    + keyword
                                    + "' that both hold are not supported; write one schema");
        };
    }

    /** Where one side forbids other properties, both must name the same ones. */
    private static void requireSameProperties(Place place, ObjectNode a, ObjectNode b) {
        JsonNode ours = a.get("additionalProperties");
        JsonNode theirs = b.get("additionalProperties");
        boolean closed =
                (ours != null && !ours.equals(BooleanNode.TRUE))
                        || (theirs != null && !theirs.equals(BooleanNode.TRUE));
        boolean subset =
                (ours == null || ours.equals(theirs) || names(a).containsAll(names(b)))
                        && (theirs == null
                                || theirs.equals(ours)
                                || names(b).containsAll(names(a)));
        boolean same = ours == null || !ours.equals(theirs) || names(a).equals(names(b));
        if (closed && !(subset && same)) {
            throw place.problem(
                    "'additionalProperties' together with properties of another part is not"
                            + " supported; list all properties in one schema");
        }
    }

    private static Set<String> names(ObjectNode schema) {
        Set<String> names = new LinkedHashSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode properties(JsonNode a, JsonNode b) {
        ObjectNode merged = ((ObjectNode) a).objectNode();
        merged.setAll((ObjectNode) a);
        for (Map.Entry<String, JsonNode> entry : b.properties()) {
            JsonNode ours = merged.get(entry.getKey());
            merged.set(
                    entry.getKey(),
                    ours == null ? entry.getValue() : allOf(ours, entry.getValue()));
        }
        return merged;
    }

    private JsonNode allOf(JsonNode a, JsonNode b) {
        if (equal(a, b)) {
            return a;
        }
        ObjectNode both = JsonNodeFactory.instance.objectNode();
        both.putArray("allOf").add(a).add(b);
        return both;
    }

    private static JsonNode union(JsonNode a, JsonNode b) {
        Set<JsonNode> all = new LinkedHashSet<>();
        a.forEach(all::add);
        b.forEach(all::add);
        ArrayNode union = JsonNodeFactory.instance.arrayNode();
        return union.addAll(all);
    }

    private static JsonNode types(Place place, JsonNode a, JsonNode b) {
        ObjectNode holder = ((ObjectNode) place.schema()).objectNode();
        Set<String> ours = Types.of(place, holder.deepCopy().set("type", a));
        Set<String> theirs = Types.of(place, holder.deepCopy().set("type", b));
        ArrayNode common = holder.arrayNode();
        for (String type : ours) {
            if (theirs.contains(type) || (type.equals("integer") && theirs.contains("number"))) {
                common.add(type);
            }
        }
        if (ours.contains("number") && theirs.contains("integer")) {
            common.add("integer");
        }
        if (common.isEmpty()) {
            throw place.problem("its parts allow different types, so nothing can satisfy it");
        }
        return common;
    }

    private JsonNode common(Place place, JsonNode a, JsonNode b) {
        budget.spend((long) a.size() * b.size());
        ArrayNode common = ((ObjectNode) place.schema()).arrayNode();
        for (JsonNode ours : a) {
            for (JsonNode theirs : b) {
                if (Disjoint.same(ours, theirs)) {
                    common.add(ours);
                    break;
                }
            }
        }
        if (common.isEmpty()) {
            throw place.problem("its parts list different values, so nothing can satisfy it");
        }
        return common;
    }

    private static JsonNode bound(JsonNode a, JsonNode b, int sign) {
        if (!a.isNumber()) {
            return a;
        }
        return b.isNumber() && a.decimalValue().compareTo(b.decimalValue()) * sign >= 0 ? a : b;
    }
}
