package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether no value satisfies two schemas: by their types, by the values they list, or by a required
 * property of both that cannot be the same. Says no where it cannot tell.
 */
final class Disjoint {
    private static final int DEPTH = 4;

    private final Resolver resolver;
    private final Budget budget;

    Disjoint(Resolver resolver, Budget budget) {
        this.resolver = resolver;
        this.budget = budget;
    }

    /** Refuses alternatives of which one value might satisfy two. */
    void require(Place place, List<Place> alternatives) {
        for (int i = 0; i < alternatives.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!apart(alternatives.get(i), alternatives.get(j), 0)) {
                    throw place.problem(
                            "'oneOf' whose alternatives "
                                    + j
                                    + " and "
                                    + i
                                    + " may both hold is not supported; use 'anyOf', or give them a"
                                    + " required property with different constants");
                }
            }
        }
    }

    /** Whether two values are equal; numbers by what they are worth. */
    static boolean same(JsonNode a, JsonNode b) {
        return a.equals((x, y) -> x.equals(y) || sameNumber(x, y) ? 0 : 1, b);
    }

    private static boolean sameNumber(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() && a.decimalValue().compareTo(b.decimalValue()) == 0;
    }

    private boolean apart(Place left, Place right, int depth) {
        budget.spend(100);
        Place a = resolver.resolve(left, Set.of()).place();
        Place b = resolver.resolve(right, Set.of()).place();
        if (!(a.schema() instanceof ObjectNode ours)
                || !(b.schema() instanceof ObjectNode theirs)) {
            return a.schema().equals(BooleanNode.FALSE) || b.schema().equals(BooleanNode.FALSE);
        }
        Optional<List<JsonNode>> ourValues = values(a, ours);
        Optional<List<JsonNode>> theirValues = values(b, theirs);
        if (ourValues.isPresent() && theirValues.isPresent()) {
            budget.spend((long) ourValues.get().size() * theirValues.get().size());
            return ourValues.get().stream()
                    .noneMatch(x -> theirValues.get().stream().anyMatch(y -> same(x, y)));
        }
        Set<String> ourTypes = types(a, ours, ourValues);
        Set<String> theirTypes = types(b, theirs, theirValues);
        if (ourTypes.isEmpty() || theirTypes.isEmpty()) {
            return false;
        }
        Set<String> common = new HashSet<>(ourTypes);
        common.retainAll(theirTypes);
        if (common.isEmpty()) {
            return true;
        }
        return common.equals(Set.of("object"))
                && depth < DEPTH
                && ourValues.isEmpty()
                && theirValues.isEmpty()
                && apartByProperty(a, b, depth);
    }

    private boolean apartByProperty(Place left, Place right, int depth) {
        for (JsonNode name : left.schema().path("required")) {
            boolean both = false;
            for (JsonNode other : right.schema().path("required")) {
                both |= name.equals(other);
            }
            String text = name.asText();
            JsonNode ours = left.schema().path("properties").path(text);
            JsonNode theirs = right.schema().path("properties").path(text);
            if (both
                    && !ours.isMissingNode()
                    && !theirs.isMissingNode()
                    && apart(
                            left.child(ours, "properties", text),
                            right.child(theirs, "properties", text),
                            depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private Optional<List<JsonNode>> values(Place place, ObjectNode schema) {
        if (SchemaCompiler.choiceOf(schema).isPresent() || schema.path("nullable").asBoolean()) {
            return Optional.empty();
        }
        return Literals.values(place, schema, budget.limits().values());
    }

    /** With {@code number} for both kinds of numbers; empty if it may be anything. */
    private static Set<String> types(
            Place place, ObjectNode schema, Optional<List<JsonNode>> values) {
        if (SchemaCompiler.choiceOf(schema).isPresent()) {
            return Types.of(place, schema);
        }
        Set<String> types = new HashSet<>(Types.meant(place, schema));
        if (values.isPresent()) {
            types.clear();
            for (JsonNode value : values.get()) {
                types.addAll(
                        new ArrayList<>(
                                List.of("null", "boolean", "number", "string", "array", "object")
                                        .stream()
                                        .filter(type -> Types.includes(Set.of(type), value))
                                        .toList()));
            }
        }
        if (types.remove("integer")) {
            types.add("number");
        }
        if (schema.path("nullable").asBoolean()) {
            types.add("null");
        }
        return types;
    }
}
