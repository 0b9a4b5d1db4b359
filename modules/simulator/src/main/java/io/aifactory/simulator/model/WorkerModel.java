package io.aifactory.simulator.model;

import io.aifactory.schedulercore.power.WorkerEnergy;

/**
 * One kind of worker.
 *
 * @param name for tables
 * @param time of its steps
 * @param energy of its steps
 * @param kvBlocks of its KV cache
 * @param blockTokens of each block
 * @param tokenBudget prompt and decoded tokens of a step together
 * @param maxSequences that run at the same time; at most tokenBudget, so that all decode in a step
 * @param devices that it occupies
 */
public record WorkerModel(
        String name,
        StepModel time,
        WorkerEnergy energy,
        int kvBlocks,
        int blockTokens,
        int tokenBudget,
        int maxSequences,
        int devices) {
    public WorkerModel {
        if (kvBlocks < 1
                || blockTokens < 1
                || maxSequences < 1
                || tokenBudget < maxSequences
                || devices < 1) {
            throw new IllegalArgumentException(
                    "worker model '%s': %d blocks of %d tokens, %d tokens a step, %d sequences, %d devices; all are at least 1, and a step has room for all sequences"
                            .formatted(
                                    name,
                                    kvBlocks,
                                    blockTokens,
                                    tokenBudget,
                                    maxSequences,
                                    devices));
        }
    }

    /** Blocks that hold so many tokens. */
    public int blocksFor(long tokens) {
        return Math.toIntExact((tokens + blockTokens - 1) / blockTokens);
    }

    /** Milliseconds of the steps for a prompt of which so much is cached, on an idle worker. */
    public double prefillMillis(int promptTokens, int cachedTokens) {
        return time.prefillNanos(promptTokens, cachedTokens, tokenBudget) / 1e6;
    }

    /** Milliseconds to the first token of a prompt that has the worker for itself. */
    public double isolatedMillis(int promptTokens) {
        return time.isolatedNanos(promptTokens, tokenBudget) / 1e6;
    }
}
