package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;
import io.aifactory.tokenization.internal.grammar.automaton.Expression;

/**
 * How many of something.
 *
 * @param maximum at least {@code minimum}, or {@link Expression#UNBOUNDED}
 */
record Counts(int minimum, int maximum) {
    static Counts of(Place place, ObjectNode schema, String least, String most, Budget budget) {
        int minimum = read(place, schema, least, budget, 0);
        int maximum = read(place, schema, most, budget, Expression.UNBOUNDED);
        if (maximum != Expression.UNBOUNDED && maximum < minimum) {
            throw place.problem("'" + most + "' is below '" + least + "'");
        }
        return new Counts(minimum, maximum);
    }

    private static int read(
            Place place, ObjectNode schema, String keyword, Budget budget, int absent) {
        JsonNode node = schema.get(keyword);
        if (node == null) {
            return absent;
        }
        int limit = budget.limits().repetitions();
        if (!node.isNumber()
                || node.decimalValue().precision() - (long) node.decimalValue().scale() > 9
                || node.doubleValue() != node.intValue()
                || node.intValue() < 0
                || node.intValue() > limit) {
            throw place.problem("'" + keyword + "' must be a whole number from 0 to " + limit);
        }
        return node.intValue();
    }
}
