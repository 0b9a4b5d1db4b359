package io.aifactory.inference.model;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelMemory;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.embedding.EmbedderConfig;
import io.aifactory.languagemodel.embedding.EmbedderMemory;

/**
 * What a model takes in memory once it is loaded.
 *
 * @param fixedBytes of the parameters and adapters, and of the tokens of a step on their way
 *     through them
 * @param slotBytes of the keys and values of one slot, and of choosing its next token; 0 for a
 *     model that embeds, which keeps nothing between two steps
 * @param slots sequences held at once
 * @param slotTokens tokens per slot
 * @param poolBytes of the pool of shared beginnings
 */
public record MemoryNeed(
        long fixedBytes, long slotBytes, int slots, int slotTokens, long poolBytes) {
    /**
     * @param slots sequences held at once
     * @param slotTokens tokens per slot
     * @param stepTokens tokens of one step
     * @param poolBlocks blocks of the pool
     * @param adapters beside the model
     */
    public static MemoryNeed of(
            ModelConfig model,
            Precision precision,
            int slots,
            int slotTokens,
            int stepTokens,
            int poolBlocks,
            AdapterRoom adapters) {
        ModelMemory memory =
                ModelMemory.of(model, precision, slotTokens, stepTokens)
                        .with(adapters, precision, stepTokens);
        return new MemoryNeed(
                memory.weights() + memory.step(),
                memory.slot(),
                slots,
                slotTokens,
                poolBlocks * memory.poolBlock());
    }

    /**
     * @param requests that are embedded at once
     * @param stepTokens tokens of one step
     */
    public static MemoryNeed of(
            EmbedderConfig model, Precision precision, int requests, int stepTokens) {
        EmbedderMemory memory = EmbedderMemory.of(model, precision, stepTokens);
        return new MemoryNeed(
                memory.weights() + memory.step(), 0, requests, model.inputTokens(), 0);
    }

    /** All of it. */
    public long bytes() {
        return fixedBytes + slots * slotBytes + poolBytes;
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
        if (slotBytes == 0) {
            throw new FactoryException(
                    ErrorCode.LIMIT_EXCEEDED,
                    ("The model needs %s for its weights and one step; %s are there. Configure fewer"
                                    + " tokens of a step, or give it more memory.")
                            .formatted(mebibytes(fixedBytes), mebibytes(budget)));
        }
        // the pool is sized by the slots
        long each = slotBytes + Math.ceilDiv(poolBytes, slots);
        long fitting = Math.max(0, (budget - fixedBytes) / each);
        throw new FactoryException(
                ErrorCode.LIMIT_EXCEEDED,
                ("The model needs %s for its weights and one step, %s for each of %d slots, %s for"
                                + " shared beginnings of prompts, %s in all; %s are there. Fits: %d slots"
                                + " of %d tokens. Configure fewer slots, fewer tokens per slot or a smaller"
                                + " prefix pool, or give it more memory.")
                        .formatted(
                                mebibytes(fixedBytes),
                                mebibytes(slotBytes),
                                slots,
                                mebibytes(poolBytes),
                                mebibytes(bytes()),
                                mebibytes(budget),
                                fitting,
                                slotTokens));
    }

    private static String mebibytes(long bytes) {
        return Math.ceilDiv(Math.max(0, bytes), 1L << 20) + " MiB";
    }
}
