package io.aifactory.languagemodel;

import java.util.List;
import java.util.Optional;

/**
 * Shape and constants of a model of the Llama family, as in Hugging Face's {@code config.json}.
 *
 * @param architecture for example {@code LlamaForCausalLM}
 * @param vocabulary rows of the embedding
 * @param hidden width of the residual stream
 * @param intermediate width of the feed-forward layer
 * @param layers number of blocks
 * @param heads query heads
 * @param keyValueHeads key/value heads; divides {@code heads}
 * @param headSize width of one head
 * @param contextTokens largest position + 1
 * @param normEpsilon of RMSNorm
 * @param ropeTheta base of the rotary embedding
 * @param tiedEmbeddings whether the output head is the embedding
 * @param bosToken start of sequence, or -1
 * @param eosTokens any of these ends a sequence
 */
public record ModelConfig(
        String architecture,
        int vocabulary,
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int contextTokens,
        double normEpsilon,
        double ropeTheta,
        boolean tiedEmbeddings,
        int bosToken,
        List<Integer> eosTokens) {
    public ModelConfig {
        eosTokens = List.copyOf(eosTokens);
    }

    /** What makes this shape impossible, in words; empty if nothing does. */
    public Optional<String> problem() {
        if (vocabulary < 1 || vocabulary > 1 << 22) {
            return Optional.of("vocabulary is out of range: " + vocabulary);
        }
        if (hidden < 1 || hidden > 1 << 17 || intermediate < 1 || intermediate > 1 << 20) {
            return Optional.of("width is out of range: " + hidden + ", " + intermediate);
        }
        if (layers < 1 || layers > 1024) {
            return Optional.of("number of layers is out of range: " + layers);
        }
        if (heads < 1 || heads > 1024 || keyValueHeads < 1 || heads % keyValueHeads != 0) {
            return Optional.of(heads + " heads cannot share " + keyValueHeads + " key/value heads");
        }
        if (headSize < 2 || headSize > 1024 || headSize % 2 != 0) {
            return Optional.of("head size must be even and in [2, 1024], not " + headSize);
        }
        if (contextTokens < 1 || contextTokens > 1 << 24) {
            return Optional.of("context is out of range: " + contextTokens);
        }
        if (!(normEpsilon > 0) || !(ropeTheta > 0) || Double.isInfinite(ropeTheta)) {
            return Optional.of("norm epsilon and rope theta must be positive");
        }
        return Optional.empty();
    }
}
