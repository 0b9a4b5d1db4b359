package io.aifactory.languagemodel.inference;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is done to the logits before a token is chosen, in this order: biases are added, penalties
 * taken, tokens that may not come are given no chance. The order is that of vLLM ({@code
 * vllm/v1/sample/sampler.py}, {@code apply_logits_processors}); it forbids first, which is the
 * same.
 *
 * @param bias added to the logits of these ids, finite
 * @param penalties for tokens that have occurred
 * @param counts what has occurred; read during the step
 * @param forbidden ids that may not come
 * @param allowed bit {@code id % 64} of word {@code id / 64} is set for each id that may come;
 *     empty = all
 */
public record LogitChanges(
        Map<Integer, Float> bias,
        Penalties penalties,
        TokenCounts counts,
        Set<Integer> forbidden,
        Optional<long[]> allowed) {
    public static final LogitChanges NONE =
            new LogitChanges(
                    Map.of(), Penalties.NONE, new TokenCounts(), Set.of(), Optional.empty());

    public LogitChanges {
        bias = Map.copyOf(bias);
        forbidden = Set.copyOf(forbidden);
        for (float value : bias.values()) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("logit_bias must be finite: " + value);
            }
        }
    }

    /** The logits stay as they are. */
    public boolean none() {
        return bias.isEmpty() && penalties.none() && forbidden.isEmpty() && allowed.isEmpty();
    }
}
