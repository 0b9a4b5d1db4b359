package io.aifactory.schedulercore.load;

/**
 * The load of one worker at the moment of a decision.
 *
 * @param slots sequences it can hold; at least 1
 * @param sequences in flight from here, or as reported, whichever is more
 * @param pendingPromptTokens prompt tokens sent to it whose first token has not come back
 * @param kvTokens tokens held in its KV slots as last reported
 * @param assignedTotal requests ever sent to it from here
 */
public record WorkerLoad(
        int slots, int sequences, long pendingPromptTokens, long kvTokens, long assignedTotal) {
    /** Sequences per slot; above 1 some of them wait in the worker. */
    public double occupancy() {
        return (double) sequences / slots;
    }

    public boolean hasFreeSlot() {
        return sequences < slots;
    }
}
