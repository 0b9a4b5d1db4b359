package io.aifactory.languagemodel.inference;

import java.util.OptionalInt;

/**
 * How the next token is chosen from the logits, in this order: the changes, the temperature, min-p,
 * top-k, top-p (the order of vLLM, {@code vllm/v1/sample/sampler.py}), the draw. Each of the three
 * filters works on what the one before has left; of tokens that are equally probable at its limit
 * all are kept.
 *
 * @param temperature 0 = greedy, else logits are divided by it
 * @param topP in (0, 1]: the smallest set of most probable tokens with at least this mass is kept
 * @param topK only so many most probable tokens are kept; 0 = all
 * @param minP in [0, 1]: tokens less probable than this part of the most probable one are dropped
 *     (Nguyen et al., "Turning up the heat: min-p sampling", ICLR 2025); 0 = none
 * @param uniform the random draw in [0, 1) that selects from the remaining distribution, see {@link
 *     CounterRandom}
 * @param changes to the logits beforehand
 * @param logprobs so many most probable alternatives are reported, with the token's own
 *     log-probability, all of the model's distribution before any change; empty = no report
 */
public record Sampling(
        float temperature,
        float topP,
        int topK,
        float minP,
        double uniform,
        LogitChanges changes,
        OptionalInt logprobs) {
    /** Alternatives that can be reported. */
    public static final int ALTERNATIVES = 20;

    public Sampling {
        if (!(temperature >= 0) || temperature > 100) {
            throw new IllegalArgumentException("temperature must be in [0, 100]: " + temperature);
        }
        if (!(topP > 0) || topP > 1) {
            throw new IllegalArgumentException("top_p must be in (0, 1]: " + topP);
        }
        if (topK < 0) {
            throw new IllegalArgumentException("top_k must not be negative: " + topK);
        }
        if (!(minP >= 0) || minP > 1) {
            throw new IllegalArgumentException("min_p must be in [0, 1]: " + minP);
        }
        if (!(uniform >= 0) || uniform >= 1) {
            throw new IllegalArgumentException("uniform must be in [0, 1): " + uniform);
        }
        if (logprobs.orElse(0) < 0 || logprobs.orElse(0) > ALTERNATIVES) {
            throw new IllegalArgumentException("logprobs must be in [0, 20]: " + logprobs);
        }
    }

    /** Without min-p, changes and report. */
    public Sampling(float temperature, float topP, int topK, double uniform) {
        this(temperature, topP, topK, 0, uniform, LogitChanges.NONE, OptionalInt.empty());
    }

    /** Always the most probable token, the smallest id of several. */
    public static Sampling greedy() {
        return new Sampling(0, 1, 0, 0);
    }

    /** Some of the probable tokens cannot come. */
    public boolean filters() {
        return topK > 0 || topP < 1 || minP > 0;
    }

    /** It wants more than a draw from the logits as they are. */
    public boolean extended() {
        return logprobs.isPresent() || !changes.none();
    }
}
