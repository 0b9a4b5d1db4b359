package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values that {@code const} and {@code enum} list, written compactly. */
final class Literals {
    private static final Set<String> ALONE = Set.of("const", "enum", "type", "nullable");

    private Literals() {}

    /** The values, if the schema lists any; those of another type are left out. */
    static Optional<List<JsonNode>> values(Place place, ObjectNode schema, int limit) {
        JsonNode constant = schema.get("const");
        JsonNode list = schema.get("enum");
        if (constant == null && list == null) {
            return Optional.empty();
        }
        List<JsonNode> values = new ArrayList<>();
        if (list != null) {
            if (!list.isArray() || list.isEmpty() || list.size() > limit) {
                throw place.problem("'enum' must list from 1 to " + limit + " values");
            }
            list.forEach(values::add);
        }
        if (constant != null) {
            if (list == null) {
                values.add(constant);
            } else {
                values.removeIf(value -> !Disjoint.same(value, constant));
            }
        }
        if (Keywords.assertsBeside(schema, ALONE)) {
            throw place.problem(
                    "'enum' and 'const' are supported beside 'type' alone; leave out the other"
                            + " keywords and the values they exclude");
        }
        Set<String> types = Types.of(place, schema);
        values.removeIf(value -> !types.isEmpty() && !Types.includes(types, value));
        return Optional.of(values);
    }

    static Expression write(Place place, List<JsonNode> values, Budget budget) {
        List<Expression> ways = new ArrayList<>();
        for (JsonNode value : values) {
            String text = value.toString();
            budget.spend(10L + text.length());
            ways.add(text(place, text));
        }
        return new Expression.Alternatives(ways);
    }

    /** A text as a JSON string. */
    static Expression string(Place place, String text) {
        return text(place, quoted(text));
    }

    /** A text as a JSON string would write it between its quotation marks. */
    static Expression content(Place place, String text) {
        String quoted = quoted(text);
        return text(place, quoted.substring(1, quoted.length() - 1));
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static Expression text(Place place, String text) {
        if (text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            throw place.problem("a text holds half a surrogate pair, which is no character");
        }
        return new Expression.Literal(text);
    }
}
