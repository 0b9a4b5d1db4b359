package io.aifactory.schedulercore.load;

/**
 * The load of one worker at the moment of a decision.
 *
 * @param slots sequences it can hold; at least 1
 * @param sequences in flight from here, or as reported, whichever is more
 * @param queued those of them that waited inside the worker when it last reported
 * @param pendingPromptTokens prompt tokens sent to it, without those it was known to hold, whose
 *     first token has not come back
 * @param activeBlocks different prompt blocks of the requests in flight from here
 * @param contextTokens that its sequences attend to: as last reported, with the prompts sent since
 * @param expectedRemainingOutput tokens that requests in flight from here will still generate
 * @param kvTokens tokens held in its KV slots as last reported
 * @param kvBlocksUsed blocks of its KV cache that sequences hold as last reported
 * @param kvBlocksTotal all blocks of its KV cache; 0 if unknown
 * @param assignedTotal requests ever sent to it from here
 * @param lastAssignedNanos when the latest of them was sent; {@link Long#MIN_VALUE} = never
 */
public record WorkerLoad(
        int slots,
        int sequences,
        int queued,
        long pendingPromptTokens,
        int activeBlocks,
        long contextTokens,
        double expectedRemainingOutput,
        long kvTokens,
        long kvBlocksUsed,
        long kvBlocksTotal,
        long assignedTotal,
        long lastAssignedNanos) {
    /** Of a worker of which no more is known. */
    public WorkerLoad(
            int slots, int sequences, long pendingPromptTokens, long kvTokens, long assignedTotal) {
        this(
                slots,
                sequences,
                0,
                pendingPromptTokens,
                0,
                kvTokens,
                0,
                kvTokens,
                0,
                0,
                assignedTotal,
                Long.MIN_VALUE);
    }

    /** Sequences per slot; above 1 some of them wait in the worker. */
    public double occupancy() {
        return (double) sequences / slots;
    }

    public boolean hasFreeSlot() {
        return sequences < slots;
    }

    /** Sequences that do not wait inside the worker as far as is known. */
    public int running() {
        return Math.max(0, sequences - queued);
    }

    /** Share of the KV cache in use, from 0 to 1; 0 if unknown. */
    public double kvUsage() {
        return kvBlocksTotal == 0 ? 0 : (double) kvBlocksUsed / kvBlocksTotal;
    }
}
