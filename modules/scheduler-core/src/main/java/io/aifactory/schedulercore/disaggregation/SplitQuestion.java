package io.aifactory.schedulercore.disaggregation;

/**
 * One request and the two workers that come into question.
 *
 * @param promptTokens of the request; at least 1
 * @param local where its tokens will be made in any case
 * @param remote would compute its prompt
 */
public record SplitQuestion(int promptTokens, Side local, Side remote) {
    /**
     * One of the workers.
     *
     * @param cachedTokens of this prompt that it holds, from 0
     * @param pendingPromptTokens that it has to compute before
     * @param decodingSequences that make a token in each of its steps
     * @param kvTokens that those attend to
     * @param kvUsage share of its KV cache in use, in [0, 1]
     */
    public record Side(
            int cachedTokens,
            long pendingPromptTokens,
            int decodingSequences,
            long kvTokens,
            double kvUsage) {
        public Side {
            if (cachedTokens < 0
                    || pendingPromptTokens < 0
                    || decodingSequences < 0
                    || kvTokens < 0
                    || !(kvUsage >= 0 && kvUsage <= 1)) {
                throw new IllegalArgumentException(
                        "a worker's load is not negative and its KV usage a share: %d cached, %d pending, %d decoding, %d KV tokens, %s"
                                .formatted(
                                        cachedTokens,
                                        pendingPromptTokens,
                                        decodingSequences,
                                        kvTokens,
                                        kvUsage));
            }
        }
    }

    public SplitQuestion {
        if (promptTokens < 1) {
            throw new IllegalArgumentException("a prompt has a token or more, not " + promptTokens);
        }
    }

    /**
     * Tokens of the prompt that a side has to compute: at least the last one, whose logits are
     * needed.
     */
    public int uncached(Side side) {
        return promptTokens - Math.min(promptTokens - 1, side.cachedTokens());
    }
}
