package io.aifactory.inference.model;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelMemory;
import io.aifactory.languagemodel.Precision;

/**
 * What a model takes in memory once it is loaded.
 *
 * @param fixedBytes of the parameters, and of the tokens of a step on their way through them
 * @param slotBytes of the keys and values of one slot, and of choosing its next token
 * @param slots sequences held at once
 */
public record MemoryNeed(long fixedBytes, long slotBytes, int slots) {
    /**
     * @param slots sequences held at once
     * @param slotTokens tokens per slot
     * @param stepTokens tokens of one step
     */
    public static MemoryNeed of(
            ModelConfig model, Precision precision, int slots, int slotTokens, int stepTokens) {
        ModelMemory memory = ModelMemory.of(model, precision, slotTokens, stepTokens);
        return new MemoryNeed(memory.weights() + memory.step(), memory.slot(), slots);
    }

    /** All of it. */
    public long bytes() {
        return fixedBytes + slots * slotBytes;
    }

    public boolean within(long budget) {
        return bytes() <= budget;
    }

    /**
     * @param budget bytes that may be taken
     * @throws FactoryException {@code LIMIT_EXCEEDED} if it does not fit, saying what would
     */
    public void requireWithin(long budget) {
        if (within(budget)) {
            return;
        }
        long fitting = Math.max(0, (budget - fixedBytes) / slotBytes);
        throw new FactoryException(
                ErrorCode.LIMIT_EXCEEDED,
                ("The model needs %s for its weights and one step, %s for each slot, %s in"
                                + " all; %s are there. Fits: %d slots of %d. Configure fewer slots or fewer tokens"
                                + " per slot, or give it more memory.")
                        .formatted(
                                mebibytes(fixedBytes),
                                mebibytes(slotBytes),
                                mebibytes(bytes()),
                                mebibytes(budget),
                                fitting,
                                slots));
    }

    private static String mebibytes(long bytes) {
        return Math.ceilDiv(Math.max(0, bytes), 1L << 20) + " MiB";
    }
}
