package io.aifactory.languagemodel.inference;

import java.nio.ByteBuffer;

/**
 * The keys and values an engine holds: its slots, and beside them a pool of blocks from which a
 * slot's beginning can be filled without computing it. The engine only moves them; what stands
 * where is its owner's knowledge. For the engine's owner thread only; each method is one native
 * call over all layers.
 *
 * <p>All methods throw {@link IllegalArgumentException} if something is out of range and {@link
 * EngineException} if the device fails.
 */
public interface KeyValueMemory {
    /** Tokens of a block. */
    int BLOCK_TOKENS = 16;

    /** Blocks of the pool; 0 = there is none. */
    int poolBlocks();

    /** Bytes of one block, over all layers; the same for all. */
    long blockBytes();

    /**
     * A block of the pool as the bytes it consists of, in an order that only {@link #load} of a
     * memory of the same model and precision understands.
     *
     * @return a copy of {@link #blockBytes} bytes
     */
    ByteBuffer save(int place);

    /**
     * Writes a block over the whole of what stood at its place in the pool.
     *
     * @param bytes what {@link #save} gave: a direct buffer with {@link #blockBytes} bytes left
     */
    void load(ByteBuffer bytes, int place);

    /**
     * Copies full blocks from a slot to the pool, each over the whole of what stood at its place.
     *
     * @param firstToken position of the first of these blocks in the slot
     * @param places of the blocks in the pool, in the order of the tokens; distinct
     */
    void keep(int slot, int firstToken, int[] places);

    /**
     * Copies blocks from the pool to a slot.
     *
     * @param places of the blocks in the pool, in the order of the tokens
     * @param firstToken position of the first of them in the slot
     */
    void restore(int[] places, int slot, int firstToken);

    /**
     * Overwrites the beginning of a slot with zeros.
     *
     * @param tokens how many positions
     */
    void clear(int slot, int tokens);
}
