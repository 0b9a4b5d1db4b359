package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import java.util.HashSet;
import java.util.Set;

/** Replaces references by what they refer to and {@code allOf} by one schema. */
final class Resolver {
    /** Enough for any honest schema; each takes a stack frame or two. */
    private static final int MAX_OPEN = 64;

    private final References references;
    private final Budget budget;
    private final SchemaMerge merge;

    /**
     * @param place a schema without {@code $ref} and {@code allOf}, or {@code true} or {@code
     *     false}
     * @param open references followed on the way
     */
    record Resolved(Place place, Set<String> open) {
        Resolved {
            open = Set.copyOf(open);
        }
    }

    Resolver(References references, Budget budget) {
        this.references = references;
        this.budget = budget;
        this.merge = new SchemaMerge(budget);
    }

    /** Follows references that stand alone. */
    Place chase(Place place) {
        Set<String> seen = new HashSet<>();
        Place at = place;
        while (at.schema() instanceof ObjectNode schema
                && schema.has("$ref")
                && !Keywords.assertsBeside(schema, Set.of("$ref"))) {
            budget.spend(10);
            Keywords.check(at, schema);
            at = references.follow(at, schema.get("$ref"));
            if (!seen.add(at.pointer())) {
                throw at.problem("refers only to itself; give it a type");
            }
        }
        return at;
    }

    Resolved resolve(Place place, Set<String> open) {
        budget.spend(40L + 10L * place.schema().size() + 10L * open.size());
        if (place.schema().isBoolean()) {
            return new Resolved(place, open);
        }
        if (!(place.schema() instanceof ObjectNode schema)) {
            throw place.problem("a schema must be an object, or true or false");
        }
        Keywords.check(place, schema);
        Resolved result = new Resolved(place, open);
        if (schema.has("$ref")) {
            result = reference(place, schema, open);
        } else if (schema.has("allOf")) {
            result = all(place, schema, open);
        }
        return result;
    }

    private Resolved reference(Place place, ObjectNode schema, Set<String> open) {
        Place target = references.follow(place, schema.get("$ref"));
        if (open.contains(target.pointer()) || open.size() == MAX_OPEN) {
            throw place.problem(
                    "'$ref' leads back here before anything is written; put it inside a property"
                            + " or an item");
        }
        Set<String> followed = new HashSet<>(open);
        followed.add(target.pointer());
        Resolved resolved = resolve(target, followed);
        ObjectNode rest = without(schema, "$ref");
        if (rest.isEmpty()) {
            return resolved;
        }
        return new Resolved(
                merge(resolve(place.with(rest), resolved.open()).place(), resolved.place()),
                resolved.open());
    }

    private Resolved all(Place place, ObjectNode schema, Set<String> open) {
        JsonNode parts = schema.get("allOf");
        if (!parts.isArray() || parts.isEmpty() || parts.size() > MAX_OPEN) {
            throw place.problem("'allOf' must list from 1 to " + MAX_OPEN + " schemas");
        }
        Place merged = place.with(without(schema, "allOf"));
        Set<String> followed = new HashSet<>(open);
        for (int i = 0; i < parts.size(); i++) {
            Place part = place.child(parts.get(i), "allOf", String.valueOf(i)).requireDepth(budget);
            Resolved resolved = resolve(part, open);
            followed.addAll(resolved.open());
            merged = merge(merged, resolved.place());
        }
        return new Resolved(merged, followed);
    }

    /** The same schema without one keyword and without annotations. */
    static ObjectNode without(ObjectNode schema, String keyword) {
        ObjectNode rest = schema.objectNode();
        schema.properties().stream()
                .filter(entry -> !entry.getKey().equals(keyword))
                .filter(entry -> !Keywords.ANNOTATIONS.contains(entry.getKey()))
                .forEach(entry -> rest.set(entry.getKey(), entry.getValue()));
        return rest;
    }

    /** One schema for two resolved ones that both hold. */
    Place merge(Place left, Place right) {
        return merge.merge(left, right);
    }
}
