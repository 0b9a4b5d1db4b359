package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Objects: the properties in the order of the schema, optional ones left out at will, then others
 * if {@code additionalProperties} allows them. Where it is absent none are allowed, unless the
 * schema lists no property at all.
 */
final class ObjectForm {
    private final JsonTerms terms;
    private final Budget budget;
    private final Function<Place, Expression> value;

    /**
     * @param value how the value of a property is written
     */
    ObjectForm(JsonTerms terms, Budget budget, Function<Place, Expression> value) {
        this.terms = terms;
        this.budget = budget;
        this.value = value;
    }

    Expression write(Place place, ObjectNode schema) {
        JsonNode properties = schema.path("properties");
        if (!properties.isMissingNode() && !properties.isObject()) {
            throw place.problem("'properties' must be an object");
        }
        Set<String> required = required(place, schema);
        List<String> names = new ArrayList<>();
        List<Expression.Member> members = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            Place child = place.child(property.getValue(), "properties", property.getKey());
            add(child, property.getKey(), required.contains(property.getKey()), names, members);
        }
        JsonNode additional = schema.get("additionalProperties");
        for (String name : required) {
            if (!properties.has(name)) {
                JsonNode any = additional == null ? BooleanNode.TRUE : additional;
                add(place.child(any, "additionalProperties"), name, true, names, members);
            }
        }
        if (names.size() > budget.limits().values()) {
            throw place.problem(
                    "has "
                            + names.size()
                            + " properties; the limit is "
                            + budget.limits().values());
        }
        boolean open = additional == null ? names.isEmpty() : !additional.equals(BooleanNode.FALSE);
        Optional<Expression> others =
                open
                        ? Optional.of(
                                terms.member(
                                        terms.otherName(place, names),
                                        value.apply(
                                                place.child(
                                                        additional == null
                                                                ? BooleanNode.TRUE
                                                                : additional,
                                                        "additionalProperties"))))
                        : Optional.empty();
        return terms.object(members, others);
    }

    private void add(
            Place child,
            String name,
            boolean required,
            List<String> names,
            List<Expression.Member> members) {
        budget.spend(10);
        names.add(name);
        members.add(
                new Expression.Member(
                        terms.member(Literals.string(child, name), value.apply(child)), required));
    }

    private static Set<String> required(Place place, ObjectNode schema) {
        Set<String> names = new LinkedHashSet<>();
        JsonNode required = schema.path("required");
        for (JsonNode name : required) {
            if (!name.isTextual()) {
                throw place.problem("'required' must be a list of property names");
            }
            names.add(name.textValue());
        }
        if (!required.isMissingNode() && !required.isArray()) {
            throw place.problem("'required' must be a list of property names");
        }
        return names;
    }
}
