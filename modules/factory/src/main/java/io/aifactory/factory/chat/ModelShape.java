package io.aifactory.factory.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What of a model's {@code config.json} decides how it is put into service for a chat. Pure.
 *
 * @param writesText whether it is a generative model
 * @param kind its architecture, for people
 * @param contextTokens prompt and answer together; 0 if unknown
 * @param tokenBytes keys and values of one token, in float32
 */
record ModelShape(boolean writesText, String kind, int contextTokens, long tokenBytes) {
    private static final List<String> GENERATIVE =
            List.of("ForCausalLM", "LMHeadModel", "ForConditionalGeneration");

    private static final long FLOAT_BYTES = 4;
    private static final int USUAL_ANSWER = 96;
    private static final int LONGEST_ANSWER = 512;

    /** Of a model that is served but not registered here. */
    static ModelShape unknown() {
        return new ModelShape(true, "?", 0, 0);
    }

    static ModelShape of(JsonNode config) {
        List<String> architectures =
                StreamSupport.stream(config.path("architectures").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
        boolean writes =
                architectures.isEmpty()
                        || architectures.stream()
                                .anyMatch(name -> GENERATIVE.stream().anyMatch(name::endsWith));
        long layers = config.path("num_hidden_layers").asLong();
        long heads = Math.max(1, config.path("num_attention_heads").asLong(1));
        long headSize = config.path("head_dim").asLong(config.path("hidden_size").asLong() / heads);
        long keyValueHeads = config.path("num_key_value_heads").asLong(heads);
        return new ModelShape(
                writes,
                architectures.isEmpty()
                        ? config.path("model_type").asText("?")
                        : architectures.getFirst(),
                Math.max(0, config.path("max_position_embeddings").asInt()),
                2 * layers * keyValueHeads * headSize * FLOAT_BYTES);
    }

    /** Tokens of an answer that leave most of the context to the conversation. */
    int answerTokens() {
        return contextTokens == 0
                ? USUAL_ANSWER
                : Math.clamp(contextTokens * 3L / 8, 1, LONGEST_ANSWER);
    }

    /** Bytes of one sequence of the whole context. */
    long slotBytes() {
        return tokenBytes * contextTokens;
    }
}
