package io.aifactory.economics.step;

/**
 * What one engine step computes.
 *
 * @param decodeSequences sequences that get one token
 * @param prefillTokens prompt tokens whose keys and values are computed
 * @param kvTokens tokens in the KV cache that are attended to, over all sequences
 */
public record StepContent(int decodeSequences, int prefillTokens, long kvTokens) {
    public StepContent {
        if (decodeSequences < 0 || prefillTokens < 0 || kvTokens < 0) {
            throw new IllegalArgumentException(
                    "a step has %d decoding sequences, %d prompt tokens, %d KV tokens"
                            .formatted(decodeSequences, prefillTokens, kvTokens));
        }
    }
}
