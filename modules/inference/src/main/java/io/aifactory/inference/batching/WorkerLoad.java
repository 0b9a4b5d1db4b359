package io.aifactory.inference.batching;

/**
 * A snapshot of a worker between two steps.
 *
 * @param phase what it does with models
 * @param running sequences in slots
 * @param waiting accepted sequences without a slot
 * @param heldTokens tokens whose keys and values are in slots
 * @param keptBlocks blocks of the pool that can be found
 * @param totals since it started
 */
public record WorkerLoad(
        WorkerPhase phase,
        int running,
        int waiting,
        long heldTokens,
        int keptBlocks,
        WorkerTotals totals) {}
