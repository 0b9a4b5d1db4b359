package io.aifactory.economics.step;

/**
 * What one engine step computes.
 *
 * @param decodeSequences sequences that get one token
 * @param prefillTokens prompt tokens whose keys and values are computed
 * @param kvTokens tokens in the KV cache that are attended to, over all sequences
 * @param prefillPairs pairs of a prompt token that is computed and a token that it attends to; 0
 *     where nobody counts them
 * @param prefillChunks prompts of which a piece is computed
 */
public record StepContent(
        int decodeSequences,
        int prefillTokens,
        long kvTokens,
        long prefillPairs,
        int prefillChunks) {
    public StepContent {
        if (decodeSequences < 0
                || prefillTokens < 0
                || kvTokens < 0
                || prefillPairs < 0
                || prefillChunks < 0) {
            throw new IllegalArgumentException(
                    "a step has %d decoding sequences, %d prompt tokens, %d KV tokens, %d pairs, %d chunks"
                            .formatted(
                                    decodeSequences,
                                    prefillTokens,
                                    kvTokens,
                                    prefillPairs,
                                    prefillChunks));
        }
    }

    /** Of at most one prompt. */
    public StepContent(int decodeSequences, int prefillTokens, long kvTokens, long prefillPairs) {
        this(decodeSequences, prefillTokens, kvTokens, prefillPairs, prefillTokens > 0 ? 1 : 0);
    }

    /** Of at most one prompt, without pairs. */
    public StepContent(int decodeSequences, int prefillTokens, long kvTokens) {
        this(decodeSequences, prefillTokens, kvTokens, 0);
    }

    /**
     * The pairs of a chunk of a prompt.
     *
     * @param tokens of the chunk
     * @param held tokens of its sequence before it
     */
    public static long pairs(int tokens, long held) {
        return tokens * held + tokens * (tokens + 1L) / 2;
    }
}
