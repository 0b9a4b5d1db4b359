package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.tokenization.grammar.InvalidGrammarException;
import io.aifactory.tokenization.internal.grammar.automaton.Budget;

/**
 * A schema and where it stands.
 *
 * @param pointer JSON pointer with {@code #} before it
 * @param depth schemas around it
 */
record Place(JsonNode schema, String pointer, int depth) {
    /** The value of a keyword that is itself a schema. */
    Place child(JsonNode child, String... names) {
        StringBuilder at = new StringBuilder(pointer);
        for (String name : names) {
            at.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return new Place(child, at.toString(), depth + 1);
    }

    /** The same place with another schema that says the same or part of it. */
    Place with(JsonNode other) {
        return new Place(other, pointer, depth);
    }

    Place requireDepth(Budget budget) {
        if (depth > budget.limits().depth()) {
            throw problem(
                    "schemas are nested more than " + budget.limits().depth() + " levels deep");
        }
        return this;
    }

    InvalidGrammarException problem(String problem) {
        return new InvalidGrammarException(shortened(pointer), problem);
    }

    private static String shortened(String pointer) {
        return pointer.length() <= 200
                ? pointer
                : pointer.substring(0, 120) + "…" + pointer.substring(pointer.length() - 60);
    }
}
