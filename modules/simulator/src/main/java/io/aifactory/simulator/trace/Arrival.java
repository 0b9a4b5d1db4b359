package io.aifactory.simulator.trace;

import io.aifactory.schedulercore.prefix.PromptBlocks;

/**
 * One request of a trace.
 *
 * @param nanos since the start of the trace
 * @param promptTokens at least 1
 * @param outputTokens that will be generated, at least 1
 * @param blocks of the prompt; {@link PromptBlocks#NONE} if it shares nothing with any other
 * @param tenant who sends it
 */
public record Arrival(
        long nanos, int promptTokens, int outputTokens, PromptBlocks blocks, String tenant) {
    /** Who sends a request of a trace that names nobody. */
    public static final String ANYBODY = "anonymous";

    public Arrival {
        if (nanos < 0 || promptTokens < 1 || outputTokens < 1) {
            throw new IllegalArgumentException(
                    "not an arrival: " + nanos + " ns, " + promptTokens + " + " + outputTokens);
        }
        if (blocks.count() > 0 && blocks.count() != blocksOf(promptTokens, blocks.blockTokens())) {
            throw new IllegalArgumentException(
                    "a prompt of %d tokens has %d blocks of %d, not %d"
                            .formatted(
                                    promptTokens,
                                    blocksOf(promptTokens, blocks.blockTokens()),
                                    blocks.blockTokens(),
                                    blocks.count()));
        }
    }

    /** Of a prompt that shares nothing. */
    public Arrival(long nanos, int promptTokens, int outputTokens) {
        this(nanos, promptTokens, outputTokens, PromptBlocks.NONE, ANYBODY);
    }

    /** The same at another time. */
    public Arrival at(long otherNanos) {
        return new Arrival(otherNanos, promptTokens, outputTokens, blocks, tenant);
    }

    private static int blocksOf(int tokens, int blockTokens) {
        return (tokens + blockTokens - 1) / blockTokens;
    }
}
