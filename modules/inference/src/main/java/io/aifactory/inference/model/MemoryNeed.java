package io.aifactory.inference.model;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelMemory;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.embedding.EmbedderConfig;
import io.aifactory.languagemodel.embedding.EmbedderMemory;
import java.util.Locale;

/**
 * What a model takes in memory once it is loaded.
 *
 * @param fixedBytes of the parameters and adapters, and of the tokens of a step on their way
 *     through them; those of a draft model too
 * @param slotBytes of the keys and values of one slot, the draft model's included, and of choosing
 *     its next token; 0 for a model that embeds, which keeps nothing between two steps
 * @param slots sequences held at once
 * @param slotTokens tokens per slot
 * @param poolBytes of the pool of shared beginnings
 * @param hostBytes of what is kept of them below the pool
 */
public record MemoryNeed(
        long fixedBytes,
        long slotBytes,
        int slots,
        int slotTokens,
        long poolBytes,
        long hostBytes) {
    /**
     * @param slots sequences held at once
     * @param slotTokens tokens per slot
     * @param stepTokens tokens of one step
     * @param poolBlocks blocks of the pool
     * @param adapters beside the model
     * @param hostBytes below the pool
     */
    public static MemoryNeed of(
            ModelConfig model,
            Precision precision,
            int slots,
            int slotTokens,
            int stepTokens,
            int poolBlocks,
            AdapterRoom adapters,
            long hostBytes) {
        ModelMemory memory =
                ModelMemory.of(model, precision, slotTokens, stepTokens)
                        .with(adapters, precision, stepTokens);
        return new MemoryNeed(
                memory.weights() + memory.step(),
                memory.slot(),
                slots,
                slotTokens,
                poolBlocks * memory.poolBlock(),
                hostBytes);
    }

    /**
     * @param requests that are embedded at once
     * @param stepTokens tokens of one step
     */
    public static MemoryNeed of(
            EmbedderConfig model, Precision precision, int requests, int stepTokens) {
        EmbedderMemory memory = EmbedderMemory.of(model, precision, stepTokens);
        return new MemoryNeed(
                memory.weights() + memory.step(), 0, requests, model.inputTokens(), 0, 0);
    }

    /** With a draft model beside the model, which has slots of its own. */
    public MemoryNeed with(MemoryNeed draft) {
        return new MemoryNeed(
                fixedBytes + draft.fixedBytes,
                slotBytes + draft.slotBytes,
                slots,
                slotTokens,
                poolBytes,
                hostBytes);
    }

    /** All of it. */
    public long bytes() {
        return fixedBytes + slots * slotBytes + poolBytes + hostBytes;
    }

    public boolean within(long budget) {
        return bytes() <= budget;
    }

    /**
     * @param budget bytes that may be taken
     * @throws FactoryException {@code LIMIT_EXCEEDED} if it does not fit, saying what would
     */
    public void requireWithin(long budget) {
        requireWithin(MemoryBudget.of(budget));
    }

    /**
     * @param memory that may be taken
     * @throws FactoryException {@code LIMIT_EXCEEDED} if it does not fit, saying what would
     */
    public void requireWithin(MemoryBudget memory) {
        long budget = memory.bytes();
        String where = memory.device().map(" free on %s"::formatted).orElse(" there");
        if (within(budget)) {
            return;
        }
        if (slotBytes == 0) {
            throw new FactoryException(
                    ErrorCode.LIMIT_EXCEEDED,
                    ("The model needs %s for its weights and one step; %s are%s. Configure fewer"
                                    + " tokens of a step, or give it more memory.")
                            .formatted(mebibytes(fixedBytes), mebibytes(budget), where));
        }
        throw new FactoryException(
                ErrorCode.LIMIT_EXCEEDED,
                ("The model needs %s for its weights and one step, %s for each of %d slots, %s for"
                                + " shared beginnings of prompts, %s below them, %s in all; %s"
                                + " are%s, which %s. Configure fewer slots, fewer tokens per slot, a"
                                + " smaller prefix pool or host pool, or give it more memory.")
                        .formatted(
                                mebibytes(fixedBytes),
                                mebibytes(slotBytes),
                                slots,
                                mebibytes(poolBytes),
                                mebibytes(hostBytes),
                                mebibytes(bytes()),
                                mebibytes(budget),
                                where,
                                fits(budget)));
    }

    /**
     * How many slots there is room for, as people read it: {@code fits: 214 slots of 4,096}; of a
     * model that embeds, how long its inputs may be.
     *
     * @param budget bytes that may be taken
     */
    public String fits(long budget) {
        if (slotBytes == 0) {
            return String.format(Locale.ROOT, "fits: inputs of up to %,d tokens", slotTokens);
        }
        // the pool is sized by the slots
        long each = slotBytes + Math.ceilDiv(poolBytes, slots);
        long fitting = Math.max(0, (budget - fixedBytes - hostBytes) / each);
        return String.format(Locale.ROOT, "fits: %,d slots of %,d", fitting, slotTokens);
    }

    private static String mebibytes(long bytes) {
        return Math.ceilDiv(Math.max(0, bytes), 1L << 20) + " MiB";
    }
}
