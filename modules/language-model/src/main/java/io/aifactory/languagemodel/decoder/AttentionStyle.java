package io.aifactory.languagemodel.decoder;

/**
 * How a model attends.
 *
 * @param inputBias whether the projections of query, key and value have biases (Qwen2)
 * @param outputBias whether the projection back has one
 * @param headNorms whether queries and keys are normalised head by head before they are rotated
 *     (Qwen3, Gemma 3; Dehghani et al., "Scaling vision transformers to 22 billion parameters",
 *     2023)
 * @param scale of the scores, usually 1/√(head size)
 * @param cap scores s become cap · tanh(s / cap) (Gemma 2); 0 = they are left alone
 */
public record AttentionStyle(
        boolean inputBias, boolean outputBias, boolean headNorms, double scale, double cap) {
    /** Without biases, norms and cap. */
    public static AttentionStyle plain(int headSize) {
        return new AttentionStyle(false, false, false, 1 / Math.sqrt(headSize), 0);
    }
}
