package io.aifactory.schedulercore.prefix;

/** Prompts of blocks of 16 tokens, and how an index answers to them. */
final class Prompts {
    /** Life of a prediction in the indices of tests, in ns. */
    static final int TTL = 1_000;

    static final PromptBlocks ABC = blocks(100, 101, 102);

    private Prompts() {}

    static PromptBlocks blocks(long... hashes) {
        return new PromptBlocks(16, hashes);
    }

    /** Four in a row. */
    static PromptBlocks four(long first) {
        return blocks(first, first + 1, first + 2, first + 3);
    }

    static PrefixIndex index() {
        return new PrefixIndex(IndexLimits.DEFAULT, TTL);
    }

    /** Leading blocks of a prompt for every worker. */
    static int[] find(PrefixIndex index, PromptBlocks prompt) {
        int[] leading = new int[index.ordinals()];
        index.find(prompt, leading);
        return leading;
    }
}
