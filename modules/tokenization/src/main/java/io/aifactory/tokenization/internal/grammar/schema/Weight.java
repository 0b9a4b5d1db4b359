package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** What walking a JSON tree costs, in steps of work; trees are at most 200 deep. */
final class Weight {
    private Weight() {}

    static long of(JsonNode node) {
        long weight = 1L + (node.isTextual() ? node.textValue().length() >> 3 : 0);
        for (JsonNode child : node) {
            weight += 1 + of(child);
        }
        return weight;
    }
}
