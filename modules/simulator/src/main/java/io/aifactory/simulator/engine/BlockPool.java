package io.aifactory.simulator.engine;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The paged KV cache of one worker, as in vLLM v1: blocks are counted by use; unused ones wait in a
 * queue, the longest unused first, and keep what they hold until they are taken. Not thread-safe.
 */
final class BlockPool {
    private static final int NONE = -1;

    private final HashIndex index;
    private final int[] uses;
    private final long[] hashes;
    private final boolean[] hashed;
    private final LongConsumer evicted;

    /** The queue of unused blocks, doubly linked; the last place is its head and tail. */
    private final int[] next;

    private final int[] previous;
    private int free;

    /**
     * @param evicted told of the hash of each block whose content is given up
     */
    BlockPool(int blocks, LongConsumer evicted) {
        this.evicted = evicted;
        index = new HashIndex(blocks);
        uses = new int[blocks];
        hashes = new long[blocks];
        hashed = new boolean[blocks];
        next = new int[blocks + 1];
        previous = new int[blocks + 1];
        free = blocks;
        Arrays.setAll(next, i -> i == blocks ? 0 : i + 1);
        Arrays.setAll(previous, i -> i == 0 ? blocks : i - 1);
    }

    /** Blocks that no sequence uses, whether they hold something or not. */
    int free() {
        return free;
    }

    int used() {
        return uses.length - free;
    }

    /** Blocks of a prompt that are held from its start without a gap. */
    int held(PromptBlocks prompt, int usable) {
        int held = 0;
        while (held < usable && index.get(prompt.hash(held)) != NONE) {
            held++;
        }
        return held;
    }

    /** How many of the first blocks of a prompt, all held, no sequence uses. */
    int heldUnused(PromptBlocks prompt, int held) {
        int unused = 0;
        for (int i = 0; i < held; i++) {
            unused += uses[index.get(prompt.hash(i))] == 0 ? 1 : 0;
        }
        return unused;
    }

    /** Uses a block that is held. */
    int share(long hash) {
        int block = index.get(hash);
        if (uses[block]++ == 0) {
            next[previous[block]] = next[block];
            previous[next[block]] = previous[block];
            free--;
        }
        return block;
    }

    /** Takes the longest unused block; there must be one. */
    int take() {
        int block = next[uses.length];
        if (free == 0) {
            throw new IllegalStateException("no free block");
        }
        if (hashed[block]) {
            index.remove(hashes[block]);
            hashed[block] = false;
            evicted.accept(hashes[block]);
        }
        next[uses.length] = next[block];
        previous[next[block]] = uses.length;
        uses[block] = 1;
        free--;
        return block;
    }

    /**
     * A block is computed and can be found from now on, unless another one with the same content is
     * there already.
     */
    boolean name(int block, long hash) {
        if (index.get(hash) != NONE) {
            return false;
        }
        index.put(hash, block);
        hashes[block] = hash;
        hashed[block] = true;
        return true;
    }

    /** One sequence less uses this block. */
    void release(int block) {
        if (--uses[block] == 0) {
            int last = previous[uses.length];
            next[last] = block;
            previous[block] = last;
            next[block] = uses.length;
            previous[uses.length] = block;
            free++;
        }
    }
}
