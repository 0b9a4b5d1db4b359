package io.aifactory.schedulercore.disaggregation;

import io.aifactory.schedulercore.routing.RequestFeatures;

/**
 * One request and the two workers that come into question.
 *
 * @param request with a prompt of at least one token
 * @param local where its tokens will be made in any case
 * @param remote would compute its prompt
 */
public record SplitQuestion(RequestFeatures request, Side local, Side remote) {
    /**
     * One of the workers.
     *
     * @param workerId its name
     * @param cachedTokens of this prompt that it holds, from 0
     * @param pendingPrompts that it has to compute before
     * @param pendingPromptTokens of them all
     * @param decodingSequences that make a token in each of its steps
     * @param kvTokens that those attend to
     * @param kvUsage share of its KV cache in use, in [0, 1]
     */
    public record Side(
            String workerId,
            int cachedTokens,
            int pendingPrompts,
            long pendingPromptTokens,
            int decodingSequences,
            long kvTokens,
            double kvUsage) {
        public Side {
            if (cachedTokens < 0
                    || pendingPrompts < 0
                    || pendingPromptTokens < 0
                    || decodingSequences < 0
                    || kvTokens < 0
                    || !(kvUsage >= 0 && kvUsage <= 1)) {
                throw new IllegalArgumentException(
                        "a worker's load is not negative and its KV usage a share: %d cached, %d prompts of %d tokens pending, %d decoding, %d KV tokens, %s"
                                .formatted(
                                        cachedTokens,
                                        pendingPrompts,
                                        pendingPromptTokens,
                                        decodingSequences,
                                        kvTokens,
                                        kvUsage));
            }
        }
    }

    public SplitQuestion {
        if (request.promptTokens() < 1) {
            throw new IllegalArgumentException(
                    "a prompt has a token or more, not " + request.promptTokens());
        }
    }

    /** Of the request. */
    public int promptTokens() {
        return request.promptTokens();
    }

    /**
     * Tokens of the prompt that a side has to compute: at least the last one, whose logits are
     * needed.
     */
    public int uncached(Side side) {
        return promptTokens() - held(side);
    }

    /** Tokens of the prompt that a side need not compute. */
    public int held(Side side) {
        return Math.min(promptTokens() - 1, side.cachedTokens());
    }
}
