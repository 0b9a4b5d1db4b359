package io.aifactory.languagemodel.decoder;

/** What follows attention in a block. */
public sealed interface FeedForward {
    /**
     * One gated layer: down(activation(gate x) · up x).
     *
     * @param intermediate its width
     */
    record Gated(int intermediate) implements FeedForward {}

    /**
     * Several gated layers of which a router chooses for each token (Jiang et al., "Mixtral of
     * experts", 2024; Yang et al., "Qwen3 technical report", 2025): the softmax over all experts,
     * its largest entries, and the sum of those experts' outputs in these proportions.
     *
     * @param experts how many there are
     * @param active how many of them serve one token
     * @param intermediate width of one
     * @param normalised whether the chosen proportions are divided by their sum
     */
    record Mixture(int experts, int active, int intermediate, boolean normalised)
            implements FeedForward {}
}
