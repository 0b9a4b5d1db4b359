package io.aifactory.inference.embedding;

import java.util.List;

/**
 * What is to be embedded; checked against the model.
 *
 * @param requestId unique among what runs
 * @param inputs token ids of each, none empty; at least one
 */
public record EmbeddingSpec(String requestId, List<int[]> inputs) {
    public EmbeddingSpec {
        inputs = List.copyOf(inputs);
    }

    /** Tokens of all inputs. */
    public int tokens() {
        return inputs.stream().mapToInt(input -> input.length).sum();
    }
}
