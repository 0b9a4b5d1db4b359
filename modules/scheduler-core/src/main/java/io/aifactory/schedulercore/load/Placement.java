package io.aifactory.schedulercore.load;

import io.aifactory.schedulercore.prefix.PromptBlocks;

/**
 * What a request brings to the worker it is sent to.
 *
 * @param promptTokens of the whole prompt; at least 0
 * @param cachedTokens of it that the worker is known to hold; from 0 to promptTokens
 * @param blocks of the prompt, as far as known
 * @param expectedOutput tokens that will be generated, as far as can be told; at least 0
 */
public record Placement(
        int promptTokens, int cachedTokens, PromptBlocks blocks, double expectedOutput) {
    public Placement {
        if (promptTokens < 0
                || cachedTokens < 0
                || cachedTokens > promptTokens
                || !(expectedOutput >= 0)
                || Double.isInfinite(expectedOutput)) {
            throw new IllegalArgumentException(
                    "not a placement: "
                            + promptTokens
                            + " prompt tokens, "
                            + cachedTokens
                            + " of them cached, "
                            + expectedOutput
                            + " expected output tokens");
        }
    }

    /** Of a request of which nothing but its length is known. */
    public static Placement of(int promptTokens) {
        return new Placement(promptTokens, 0, PromptBlocks.NONE, 0);
    }

    /** Prompt tokens that are to be computed. */
    public int uncachedTokens() {
        return promptTokens - cachedTokens;
    }
}
