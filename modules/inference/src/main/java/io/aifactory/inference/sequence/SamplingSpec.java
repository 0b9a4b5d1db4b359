package io.aifactory.inference.sequence;

import io.aifactory.languagemodel.inference.Penalties;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How the tokens of a sequence are chosen.
 *
 * @param temperature 0 = greedy
 * @param topP in (0, 1]
 * @param topK 0 = all
 * @param minP in [0, 1]; 0 = none
 * @param seed with the position of a token it decides the draw, on whichever worker that happens
 * @param penalties for tokens that have occurred
 * @param bias added to the logits of these ids
 * @param minTokens no end token is chosen before so many have been generated, and no stop string
 *     counts that ends within them
 * @param logprobs alternatives to report with each token; empty = no report
 */
public record SamplingSpec(
        float temperature,
        float topP,
        int topK,
        float minP,
        long seed,
        Penalties penalties,
        Map<Integer, Float> bias,
        int minTokens,
        OptionalInt logprobs) {
    public SamplingSpec {
        bias = Map.copyOf(bias);
    }

    /** With temperature, top-p and top-k alone. */
    public SamplingSpec(float temperature, float topP, int topK, long seed) {
        this(temperature, topP, topK, 0, seed, Penalties.NONE, Map.of(), 0, OptionalInt.empty());
    }

    public static SamplingSpec greedy() {
        return new SamplingSpec(0, 1, 0, 0);
    }
}
