package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;
import java.util.function.Function;

/** Arrays: the items of {@code prefixItems} one by one, then any number of {@code items}. */
final class ArrayForm {
    private static final int MAX_PREFIX = 256;

    private final JsonTerms terms;
    private final Budget budget;
    private final Function<Place, Expression> value;

    /**
     * @param value how an item is written
     */
    ArrayForm(JsonTerms terms, Budget budget, Function<Place, Expression> value) {
        this.terms = terms;
        this.budget = budget;
        this.value = value;
    }

    Expression write(Place place, ObjectNode schema) {
        Counts counts = Counts.of(place, schema, "minItems", "maxItems", budget);
        JsonNode prefix = schema.path("prefixItems");
        if (!prefix.isMissingNode() && (!prefix.isArray() || prefix.size() > MAX_PREFIX)) {
            throw place.problem("'prefixItems' must be a list of at most " + MAX_PREFIX);
        }
        JsonNode items = schema.has("items") ? schema.get("items") : BooleanNode.TRUE;
        boolean unbounded = counts.maximum() == Expression.UNBOUNDED;
        int given = unbounded ? prefix.size() : Math.min(prefix.size(), counts.maximum());
        int more = Math.max(0, counts.minimum() - given);
        int atMost = unbounded ? Expression.UNBOUNDED : counts.maximum() - given;
        Expression tail = Expression.empty();
        if (atMost != 0) {
            Expression item = value.apply(place.child(items, "items"));
            tail =
                    given > 0
                            ? new Expression.Repeat(
                                    Expression.sequence(terms.comma(), item), more, atMost)
                            : list(item, more, atMost);
        }
        for (int i = given - 1; i >= 0; i--) {
            Expression item =
                    value.apply(place.child(prefix.get(i), "prefixItems", String.valueOf(i)));
            Expression rest =
                    i == 0
                            ? Expression.sequence(item, tail)
                            : Expression.sequence(terms.comma(), item, tail);
            tail = i >= counts.minimum() ? Expression.optional(rest) : rest;
        }
        return terms.bracketed(
                "[",
                counts.minimum() > 0
                        ? terms.spaced(tail)
                        : Expression.alternatives(Expression.empty(), terms.spaced(tail)),
                "]");
    }

    private Expression list(Expression item, int minimum, int maximum) {
        Expression list =
                Expression.sequence(
                        item,
                        new Expression.Repeat(
                                Expression.sequence(terms.comma(), item),
                                Math.max(0, minimum - 1),
                                maximum == Expression.UNBOUNDED ? maximum : maximum - 1));
        return minimum == 0 ? Expression.optional(list) : list;
    }
}
