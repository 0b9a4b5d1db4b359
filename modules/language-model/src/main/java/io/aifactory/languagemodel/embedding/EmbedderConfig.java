package io.aifactory.languagemodel.embedding;

import java.util.Optional;

/**
 * Shape and constants of an encoder that embeds texts (BERT: Devlin et al., 2019).
 *
 * @param architecture for example {@code BertModel}
 * @param vocabulary rows of the word embedding
 * @param hidden width of the residual stream, and length of the vectors
 * @param intermediate width of the feed-forward layer
 * @param layers number of blocks
 * @param heads divides {@code hidden}
 * @param positions rows of the position embedding
 * @param types rows of the token-type embedding; every token of an input is of type 0
 * @param normEpsilon of LayerNorm
 * @param activation of the feed-forward layer
 * @param pooling how the vectors of the tokens become one
 * @param normalised whether the vector is scaled to length one (Euclidean)
 * @param inputTokens tokens that one input may have, special ones included; at most {@code
 *     positions}
 */
public record EmbedderConfig(
        String architecture,
        int vocabulary,
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int positions,
        int types,
        double normEpsilon,
        EncoderActivation activation,
        Pooling pooling,
        boolean normalised,
        int inputTokens) {
    private static final int MAX_LAYERS = 1024;

    /** Length of the vectors. */
    public int dimensions() {
        return hidden;
    }

    /** What makes this shape impossible, in words, naming the key; empty if nothing does. */
    public Optional<String> problem() {
        if (vocabulary < 1 || vocabulary > 1 << 22) {
            return outOfRange("vocab_size", vocabulary);
        }
        if (hidden < 1 || hidden > 1 << 17) {
            return outOfRange("hidden_size", hidden);
        }
        if (intermediate < 1 || intermediate > 1 << 20) {
            return outOfRange("intermediate_size", intermediate);
        }
        if (layers < 1 || layers > MAX_LAYERS) {
            return outOfRange("num_hidden_layers", layers);
        }
        if (heads < 1 || hidden % heads != 0) {
            return Optional.of(
                    "hidden_size %d cannot be shared by num_attention_heads %d"
                            .formatted(hidden, heads));
        }
        if (positions < 1 || positions > 1 << 20) {
            return outOfRange("max_position_embeddings", positions);
        }
        if (types < 1 || types > 1 << 16) {
            return outOfRange("type_vocab_size", types);
        }
        if (!(normEpsilon > 0) || Double.isInfinite(normEpsilon)) {
            return Optional.of("layer_norm_eps must be positive, not " + normEpsilon);
        }
        return inputTokens < 1 || inputTokens > positions
                ? outOfRange("max_seq_length", inputTokens)
                : Optional.empty();
    }

    private static Optional<String> outOfRange(String key, int value) {
        return Optional.of(key + " is out of range: " + value);
    }
}
