package io.aifactory.inference.prefix;

import io.aifactory.contracts.worker.BlockHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Which blocks stand at which places of a pool. Blocks in use are never given up; of the others the
 * one that was needed longest ago goes first, and of one prompt the last block before the first
 * (without its beginning an ending is of no use). Pure book-keeping; owned by one thread.
 */
public final class PrefixIndex {
    private final int capacity;
    private final BlockEvents events;
    private final Consumer<GivenUp> givenUp;
    private final Map<BlockHash, Kept> kept = new HashMap<>();

    /** Not in use, the first to be given up first. */
    private final Set<BlockHash> idle = new LinkedHashSet<>();

    private final Deque<Integer> free;

    /**
     * @param capacity places of the pool, at least 0
     * @param events hears of every change, in order
     */
    public PrefixIndex(int capacity, Consumer<BlockEvent> events) {
        this(capacity, new BlockEvents(events), _ -> {});
    }

    /**
     * @param events numbers the changes of all tiers
     * @param givenUp hears of every block that is given up, in order
     */
    PrefixIndex(int capacity, BlockEvents events, Consumer<GivenUp> givenUp) {
        if (capacity < 0) {
            throw new IllegalArgumentException("a pool cannot have " + capacity + " places");
        }
        this.capacity = capacity;
        this.events = events;
        this.givenUp = givenUp;
        this.free = new ArrayDeque<>(IntStream.range(0, capacity).boxed().toList());
    }

    public int capacity() {
        return capacity;
    }

    boolean contains(BlockHash hash) {
        return kept.containsKey(hash);
    }

    /** Blocks that can be found. */
    public int size() {
        return kept.size();
    }

    /**
     * Finds the longest known beginning and keeps it from being given up until {@link #release}.
     *
     * @param chain names of a prompt's blocks, the first one first
     */
    public Pinned pin(List<BlockHash> chain) {
        List<BlockHash> found = new ArrayList<>();
        for (BlockHash hash : chain) {
            Kept block = kept.get(hash);
            if (block == null) {
                break;
            }
            block.users++;
            idle.remove(hash);
            found.add(hash);
        }
        return new Pinned(found, found.stream().mapToInt(hash -> place(hash)).toArray());
    }

    /** Ends the use of what {@link #pin} has found; once for each. */
    public void release(Pinned pinned) {
        release(pinned.hashes());
    }

    /** The last block first: so a block is always needed more recently than those after it. */
    private void release(List<BlockHash> held) {
        for (BlockHash hash : held.reversed()) {
            Kept block = kept.get(hash);
            if (block == null || block.users == 0) {
                throw new IllegalStateException("block is not in use: " + hash);
            }
            if (--block.users == 0) {
                idle.add(hash);
            }
        }
    }

    /**
     * Finds places for those blocks of a prompt that are not stored yet, giving up others where
     * needed. They count as stored: their content has to be written before the next {@link #pin}.
     *
     * @param chain names of a prompt's blocks, the first one first
     * @param root what stands before the first
     * @return the blocks to write, in order; fewer than are missing if every place is in use
     */
    public List<Placement> store(List<BlockHash> chain, BlockHash root) {
        Pinned known = pin(chain);
        List<BlockHash> held = new ArrayList<>(known.hashes());
        List<Placement> placements = new ArrayList<>();
        for (int index = held.size(); index < chain.size(); index++) {
            OptionalInt place = takePlace();
            if (place.isEmpty()) {
                break;
            }
            BlockHash hash = chain.get(index);
            kept.put(hash, new Kept(place.getAsInt(), 1));
            held.add(hash);
            placements.add(new Placement(index, place.getAsInt()));
            BlockHash parent = index == 0 ? root : chain.get(index - 1);
            events.stored(hash, parent, KvTier.POOL);
        }
        release(held);
        return placements;
    }

    private OptionalInt takePlace() {
        if (free.isEmpty() && !idle.isEmpty()) {
            giveUp(idle.iterator().next());
        }
        Integer place = free.poll();
        return place == null ? OptionalInt.empty() : OptionalInt.of(place);
    }

    private void giveUp(BlockHash hash) {
        int place = place(hash);
        free.add(place);
        kept.remove(hash);
        idle.remove(hash);
        givenUp.accept(new GivenUp(hash, place));
        events.removed(hash, KvTier.POOL);
    }

    private int place(BlockHash hash) {
        Kept block = kept.get(hash);
        if (block == null) {
            throw new IllegalStateException("no such block: " + hash);
        }
        return block.place;
    }

    private static final class Kept {
        private final int place;
        private int users;

        Kept(int place, int users) {
            this.place = place;
            this.users = users;
        }
    }

    /**
     * A block that makes room: its bytes are at its place until the next block is written there.
     *
     * @param place where it stands in the pool
     */
    public record GivenUp(BlockHash hash, int place) {}

    /**
     * A block to be written.
     *
     * @param index of the block in its prompt
     * @param place of it in the pool
     */
    public record Placement(int index, int place) {}

    /**
     * Blocks in use.
     *
     * @param hashes their names, the first block first
     * @param places where they stand in the pool, in the same order
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to the engine, never compared
    public record Pinned(List<BlockHash> hashes, int[] places) {
        public static final Pinned NONE = new Pinned(List.of(), new int[0]);

        public Pinned {
            hashes = List.copyOf(hashes);
        }
    }
}
