package io.aifactory.training.spec;

/**
 * Shape of a Llama-family model to be trained from scratch; the vocabulary comes from the dataset.
 *
 * @param hidden width of the residual stream; divisible by {@code heads}
 * @param intermediate width of the feed-forward layer
 * @param layers number of blocks
 * @param heads query heads
 * @param keyValueHeads key/value heads; divides {@code heads}
 * @param contextTokens tokens of one training window and largest position + 1
 */
public record ModelShape(
        int hidden, int intermediate, int layers, int heads, int keyValueHeads, int contextTokens) {
    /** Width of one attention head. */
    public int headSize() {
        return hidden / heads;
    }

    /**
     * Number of parameters with tied embeddings: embedding, attention (no biases), SwiGLU and the
     * RMSNorm weights (Touvron et al., "LLaMA", 2023).
     */
    public long parameters(int vocabulary) {
        long attention = 2L * hidden * hidden + 2L * hidden * keyValueHeads * headSize();
        long feedForward = 3L * hidden * intermediate;
        long block = attention + feedForward + 2L * hidden;
        return (long) vocabulary * hidden + layers * block + hidden;
    }
}
