package io.aifactory.inference.batching;

import io.aifactory.inference.prefix.BlockEvent;
import io.aifactory.inference.prefix.BlockHash;
import io.aifactory.inference.prefix.PrefixIndex;
import io.aifactory.inference.prefix.PrefixIndex.Pinned;
import io.aifactory.inference.prefix.PrefixIndex.Placement;
import io.aifactory.inference.prefix.TokenBlocks;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the slots and the pool hold, and whose it is. A known beginning is copied into a slot, so a
 * block of the pool is in use only while it is being copied. A slot that passes to somebody else
 * (another tenant's salt or another adapter) is emptied first; a place of the pool is written over
 * as a whole. Owned by the device's thread.
 */
final class SlotContents {
    private static final int BLOCK = KeyValueMemory.BLOCK_TOKENS;

    private final KeyValueMemory memory;
    private final PrefixIndex index;
    private final Map<Integer, Former> formers = new HashMap<>();
    private boolean news;

    /**
     * @param events hears which blocks can be found
     */
    SlotContents(KeyValueMemory memory, Consumer<BlockEvent> events) {
        this.memory = memory;
        this.index = new PrefixIndex(memory.poolBlocks(), events);
    }

    /** Blocks that can be found. */
    int keptBlocks() {
        return index.size();
    }

    /** Whether blocks have been stored since this was asked last. */
    boolean news() {
        boolean answer = news;
        news = false;
        return answer;
    }

    /** Makes a slot fit for a sequence. */
    void enter(int slot, TokenBlocks blocks) {
        Former former = formers.get(slot);
        if (former != null && !former.root().equals(blocks.root())) {
            memory.clear(slot, former.tokens());
            formers.remove(slot);
        }
    }

    /**
     * Fills the beginning of a slot as far as it is known; the last token of what is to be computed
     * is always left to compute.
     *
     * @param held tokens that are in the slot already: full blocks
     * @return tokens that are in the slot now
     */
    int restore(int slot, TokenBlocks blocks, int held) {
        if (memory.poolBlocks() == 0) {
            return held;
        }
        Pinned known = index.pin(blocks.names(blocks.tokens() - 1));
        try {
            int[] places = known.places();
            int first = held / BLOCK;
            if (places.length <= first) {
                return held;
            }
            memory.restore(Arrays.copyOfRange(places, first, places.length), slot, held);
            return places.length * BLOCK;
        } finally {
            index.release(known);
        }
    }

    /**
     * Keeps the full blocks at the beginning of a slot, as far as there is room.
     *
     * @param held tokens that are in the slot
     */
    void keep(int slot, TokenBlocks blocks, int held) {
        if (memory.poolBlocks() == 0) {
            return;
        }
        List<Placement> missing = index.store(blocks.names(held), blocks.root());
        if (missing.isEmpty()) {
            return;
        }
        int[] places = missing.stream().mapToInt(Placement::place).toArray();
        memory.keep(slot, missing.getFirst().index() * BLOCK, places);
        news = true;
    }

    /**
     * A sequence leaves its slot.
     *
     * @param held most tokens that it may have brought into it
     */
    void leave(int slot, TokenBlocks blocks, int held) {
        formers.merge(
                slot,
                new Former(blocks.root(), held),
                (a, b) -> new Former(b.root(), Math.max(a.tokens(), b.tokens())));
    }

    /**
     * Who was in a slot.
     *
     * @param root whose it was
     * @param tokens positions that have been written since it was empty
     */
    private record Former(BlockHash root, int tokens) {}
}
