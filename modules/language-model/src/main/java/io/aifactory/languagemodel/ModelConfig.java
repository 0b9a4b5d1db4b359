package io.aifactory.languagemodel;

import java.util.List;

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
}
