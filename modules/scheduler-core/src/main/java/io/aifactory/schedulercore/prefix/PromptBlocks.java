package io.aifactory.schedulercore.prefix;

import java.util.Arrays;

/**
 * The blocks of one prompt, by hashes that are unique per prefix: equal hashes mean equal prompts
 * up to the end of the block. The last block may be partial. Immutable; equal by content.
 */
public final class PromptBlocks {
    /** A prompt of which nothing is known. */
    public static final PromptBlocks NONE = new PromptBlocks(1, new long[0]);

    private final int blockTokens;
    private final long[] sequenceHashes;

    /**
     * @param blockTokens tokens of a full block; at least 1
     * @param sequenceHashes one for each block, from the start of the prompt; copied
     * @throws IllegalArgumentException if a block has no tokens
     */
    public PromptBlocks(int blockTokens, long[] sequenceHashes) {
        if (blockTokens < 1) {
            throw new IllegalArgumentException("a block has at least 1 token, not " + blockTokens);
        }
        this.blockTokens = blockTokens;
        this.sequenceHashes = sequenceHashes.clone();
    }

    /** Tokens of a full block. */
    public int blockTokens() {
        return blockTokens;
    }

    /** Blocks, the last of them perhaps partial. */
    public int count() {
        return sequenceHashes.length;
    }

    /**
     * @param index from 0 to {@link #count()} − 1
     */
    public long hash(int index) {
        return sequenceHashes[index];
    }

    /**
     * Blocks that may be taken from a cache: full ones only, and the last token of a prompt is
     * always computed, because its logits are needed (vLLM v1, prefix caching).
     *
     * @param promptTokens of the whole prompt; at least 1
     */
    public int usable(int promptTokens) {
        return Math.min(sequenceHashes.length, Math.max(0, promptTokens - 1) / blockTokens);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PromptBlocks that
                && blockTokens == that.blockTokens
                && Arrays.equals(sequenceHashes, that.sequenceHashes);
    }

    @Override
    public int hashCode() {
        return 31 * blockTokens + Arrays.hashCode(sequenceHashes);
    }

    @Override
    public String toString() {
        return sequenceHashes.length + " blocks of " + blockTokens + " tokens";
    }
}
