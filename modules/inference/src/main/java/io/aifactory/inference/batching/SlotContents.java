package io.aifactory.inference.batching;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.inference.prefix.BlockEvent;
import io.aifactory.inference.prefix.PrefixIndex;
import io.aifactory.inference.prefix.PrefixIndex.Pinned;
import io.aifactory.inference.prefix.PrefixIndex.Placement;
import io.aifactory.inference.prefix.TierBook;
import io.aifactory.inference.prefix.TokenBlocks;
import io.aifactory.inference.tier.LowerTiers;
import io.aifactory.inference.tier.Raised;
import io.aifactory.inference.tier.TierLoad;
import io.aifactory.inference.tier.TierSettings;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the slots and the pool hold, and whose it is. A known beginning is copied into a slot, so a
 * block of the pool is in use only while it is being copied. A slot that passes to somebody else
 * (another tenant's salt or another adapter) is emptied first; a place of the pool is written over
 * as a whole. Owned by the device's thread.
 */
final class SlotContents implements AutoCloseable {
    private static final int BLOCK = KeyValueMemory.BLOCK_TOKENS;

    private final KeyValueMemory memory;
    private final TierBook book;
    private final PrefixIndex index;
    private final LowerTiers lower;
    private final Map<Integer, Former> formers = new HashMap<>();
    private boolean news;

    /**
     * @param events hears which blocks can be found
     */
    SlotContents(KeyValueMemory memory, Consumer<BlockEvent> events) {
        this(memory, events, TierSettings.NONE);
    }

    /**
     * @param events hears which blocks can be found
     * @param tiers below the pool
     */
    SlotContents(KeyValueMemory memory, Consumer<BlockEvent> events, TierSettings tiers) {
        this(memory, tiers.book(memory, events), book -> LowerTiers.of(memory, book, tiers));
    }

    /**
     * @param book what is kept and where
     * @param lower makes the tiers below the pool
     */
    SlotContents(KeyValueMemory memory, TierBook book, Function<TierBook, LowerTiers> lower) {
        this.memory = memory;
        this.book = book;
        this.index = book.pool();
        this.lower = lower.apply(book);
    }

    /** Blocks that can be found, and where. */
    TierLoad load() {
        return lower.load();
    }

    /**
     * Another step is to come.
     *
     * @param streams somebody waits for a token: copies have to be short
     * @return whether more can be found than at the step before
     */
    boolean begin(boolean streams) {
        boolean answer = lower.begin(streams) || news;
        news = false;
        return answer;
    }

    /**
     * A sequence waits or is being filled: what is on the disk may be read for it.
     *
     * @param computeNanos what computing one token takes; empty while that is not known
     */
    void expect(TokenBlocks blocks, Optional<Double> computeNanos) {
        if (book.disk().capacity() > 0) {
            lower.expect(
                    blocks.names(blocks.tokens() - 1), computeNanos.map(nanos -> nanos * BLOCK));
        }
    }

    /** Whether a sequence can find here what another one has computed. */
    boolean shares() {
        return memory.poolBlocks() > 0;
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
     * @param held tokens that are in the slot already
     */
    Restored restore(int slot, TokenBlocks blocks, int held) {
        if (memory.poolBlocks() == 0) {
            return Restored.nothing(held);
        }
        List<BlockHash> names = blocks.names(blocks.tokens() - 1);
        Raised raised = raise(names, blocks.root());
        Pinned known = index.pin(names);
        try {
            int[] places = known.places();
            int first = held / BLOCK;
            int now = places.length * BLOCK;
            if (now <= held) {
                return Restored.nothing(held);
            }
            memory.restore(Arrays.copyOfRange(places, first, places.length), slot, first * BLOCK);
            return new Restored(
                    now, raised.fromHost() * BLOCK, raised.fromDisk() * BLOCK, raised.more());
        } finally {
            index.release(known);
        }
    }

    private Raised raise(List<BlockHash> names, BlockHash root) {
        if (book.host().size() == 0) {
            return Raised.NONE;
        }
        Pinned known = index.pin(names);
        try {
            return lower.raise(names, root, known.hashes().size());
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
        List<Placement> missing = book.store(blocks.names(held), blocks.root());
        if (missing.isEmpty()) {
            return;
        }
        lower.lower();
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

    /** Nothing is on its way to a disk or from it. */
    boolean quiet() {
        return lower.quiet();
    }

    /** What the tiers below the pool hold goes. */
    @Override
    public void close() {
        lower.close();
    }

    /**
     * What a slot holds of a sequence.
     *
     * @param tokens in the slot now
     * @param fromHost of them, those that have come up from host memory for it
     * @param fromDisk of them, those that have come from the disk
     * @param more will come up between other steps
     */
    record Restored(int tokens, int fromHost, int fromDisk, boolean more) {
        private static Restored nothing(int held) {
            return new Restored(held, 0, 0, false);
        }
    }

    /**
     * Who was in a slot.
     *
     * @param root whose it was
     * @param tokens positions that have been written since it was empty
     */
    private record Former(BlockHash root, int tokens) {}
}
