package io.aifactory.languagemodel.decoder;

/**
 * What all blocks of a model have in common.
 *
 * @param normsAroundOne whether a norm multiplies by 1 + its weight (Gemma)
 * @param normsAfterToo whether the outputs of attention and feed-forward layer are normalised
 *     before they are added (Gemma 2: Riviere et al., 2024)
 * @param embeddingScale embeddings are multiplied by it (Gemma: √hidden); 1 = as they are
 * @param logitCap logits l become cap · tanh(l / cap); 0 = they are left alone
 */
public record DecoderStyle(
        AttentionStyle attention,
        Activation activation,
        boolean normsAroundOne,
        boolean normsAfterToo,
        double embeddingScale,
        double logitCap) {
    /** Llama's. */
    public static DecoderStyle plain(AttentionStyle attention) {
        return new DecoderStyle(attention, Activation.SILU, false, false, 1, 0);
    }
}
