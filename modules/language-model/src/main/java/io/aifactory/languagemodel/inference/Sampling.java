package io.aifactory.languagemodel.inference;

/**
 * How the next token is chosen from the logits.
 *
 * @param temperature 0 = greedy, else logits are divided by it
 * @param topP in (0, 1]: the smallest set of most probable tokens with at least this mass is kept
 * @param topK only so many most probable tokens are kept; 0 = all
 * @param uniform the random draw in [0, 1) that selects from the remaining distribution, see {@link
 *     CounterRandom}
 */
public record Sampling(float temperature, float topP, int topK, double uniform) {
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
        if (!(uniform >= 0) || uniform >= 1) {
            throw new IllegalArgumentException("uniform must be in [0, 1): " + uniform);
        }
    }

    /** Always the most probable token, the smallest id of several. */
    public static Sampling greedy() {
        return new Sampling(0, 1, 0, 0);
    }
}
