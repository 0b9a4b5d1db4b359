package io.aifactory.inference.model;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.languagemodel.ModelConfig;

/**
 * What a model takes in memory once it is loaded, in float32.
 *
 * @param weightBytes of the parameters
 * @param slotBytes of the keys and values of one slot, and of its row of logits
 * @param slots sequences held at once
 */
public record MemoryNeed(long weightBytes, long slotBytes, int slots) {
    private static final long FLOAT_BYTES = 4;

    /**
     * @param slots sequences held at once
     * @param slotTokens tokens per slot
     */
    public static MemoryNeed of(ModelConfig model, int slots, int slotTokens) {
        long keyValueWidth = (long) model.keyValueHeads() * model.headSize();
        long slot = 2L * model.layers() * keyValueWidth * slotTokens + model.vocabulary();
        return new MemoryNeed(parameters(model) * FLOAT_BYTES, slot * FLOAT_BYTES, slots);
    }

    /** Weights and all slots. */
    public long bytes() {
        return weightBytes + slots * slotBytes;
    }

    /**
     * @param budget bytes that may be taken
     * @throws FactoryException {@code LIMIT_EXCEEDED} if it does not fit, saying what would
     */
    public void requireWithin(long budget) {
        if (bytes() <= budget) {
            return;
        }
        long fitting = Math.max(0, (budget - weightBytes) / slotBytes);
        throw new FactoryException(
                ErrorCode.LIMIT_EXCEEDED,
                ("The model needs %s for its weights and %s for each slot, %s in all; %s are there."
                                + " Fits: %d slots of %d. Configure fewer slots or fewer tokens"
                                + " per slot, or give it more memory.")
                        .formatted(
                                mebibytes(weightBytes),
                                mebibytes(slotBytes),
                                mebibytes(bytes()),
                                mebibytes(budget),
                                fitting,
                                slots));
    }

    private static long parameters(ModelConfig model) {
        long hidden = model.hidden();
        long queryWidth = (long) model.heads() * model.headSize();
        long keyValueWidth = (long) model.keyValueHeads() * model.headSize();
        long attention = 2 * hidden * (queryWidth + keyValueWidth);
        long feedForward = 3 * hidden * model.intermediate();
        long embedding = model.vocabulary() * hidden * (model.tiedEmbeddings() ? 1 : 2);
        return embedding + model.layers() * (attention + feedForward + 2 * hidden) + hidden;
    }

    private static String mebibytes(long bytes) {
        return Math.ceilDiv(Math.max(0, bytes), 1L << 20) + " MiB";
    }
}
