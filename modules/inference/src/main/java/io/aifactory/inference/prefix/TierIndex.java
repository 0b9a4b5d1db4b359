package io.aifactory.inference.prefix;

import io.aifactory.contracts.worker.BlockHash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which blocks stand at which places of a tier below the pool. Blocks that are being copied are in
 * use and stay; of the others the one that was needed longest ago is given up first. Pure
 * book-keeping; owned by one thread.
 */
public final class TierIndex {
    private final int capacity;
    private final Map<BlockHash, Hold> kept = new HashMap<>();

    /** Not in use, the first to be given up first. */
    private final Set<BlockHash> idle = new LinkedHashSet<>();

    private final Deque<Integer> free;

    /**
     * @param capacity places, at least 0
     */
    public TierIndex(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("a tier cannot have " + capacity + " places");
        }
        this.capacity = capacity;
        this.free = new ArrayDeque<>(IntStream.range(0, capacity).boxed().toList());
    }

    public int capacity() {
        return capacity;
    }

    /** Blocks that stand here or are on their way. */
    public int size() {
        return kept.size();
    }

    /** Places that are neither free nor of a block that may be given up. */
    public int inUse() {
        return capacity - free.size() - idle.size();
    }

    /** The block stands here or is on its way. */
    boolean has(BlockHash hash) {
        return kept.containsKey(hash);
    }

    /** The block stands here whole. */
    boolean ready(BlockHash hash) {
        Hold hold = kept.get(hash);
        return hold != null && hold.ready;
    }

    /**
     * A place for a block that does not stand here. It cannot be found before {@link #finish}, and
     * is in use until {@link #release}.
     *
     * @return empty if every place is in use
     */
    Optional<Reserved> reserve(BlockHash hash) {
        if (has(hash)) {
            throw new IllegalStateException("block has a place already: " + hash);
        }
        Optional<BlockHash> givenUp = Optional.empty();
        if (free.isEmpty() && !idle.isEmpty()) {
            givenUp = Optional.of(idle.iterator().next());
            remove(givenUp.get());
        }
        Integer place = free.poll();
        if (place == null) {
            return Optional.empty();
        }
        Hold hold = new Hold(hash, place);
        kept.put(hash, hold);
        return Optional.of(new Reserved(hold, givenUp));
    }

    /** Its bytes are there. */
    void finish(Hold hold) {
        hold.ready = true;
    }

    /**
     * Keeps a block that stands here from being given up until {@link #release}.
     *
     * @throws IllegalStateException if it does not stand here whole
     */
    Hold pin(BlockHash hash) {
        Hold hold = kept.get(hash);
        if (hold == null || !hold.ready) {
            throw new IllegalStateException("no such block: " + hash);
        }
        hold.users++;
        idle.remove(hash);
        return hold;
    }

    /** Ends one use; of all blocks this one is now the last to be given up. */
    void release(Hold hold) {
        if (hold.users == 0) {
            throw new IllegalStateException("block is not in use: " + hold.hash);
        }
        hold.users--;
        if (hold.users > 0) {
            return;
        }
        if (hold.gone) {
            free.add(hold.place);
        } else {
            idle.add(hold.hash);
        }
    }

    /** The block cannot be found any more; its place is free as soon as it is not in use. */
    void remove(BlockHash hash) {
        Hold hold = kept.remove(hash);
        if (hold == null) {
            return;
        }
        hold.gone = true;
        if (idle.remove(hash)) {
            free.add(hold.place);
        }
    }

    /** The blocks that may be given up, the first to go first. */
    List<BlockHash> order() {
        return List.copyOf(idle);
    }

    /**
     * @param givenUp what had to go for it
     */
    record Reserved(Hold hold, Optional<BlockHash> givenUp) {}

    /** A block at its place. */
    public static final class Hold {
        private final BlockHash hash;
        private final int place;
        private int users = 1;
        private boolean ready;
        private boolean gone;
        private boolean fromDisk;

        private Hold(BlockHash hash, int place) {
            this.hash = hash;
            this.place = place;
        }

        public BlockHash hash() {
            return hash;
        }

        public int place() {
            return place;
        }

        /** It was read from the disk. */
        public boolean fromDisk() {
            return fromDisk;
        }

        boolean gone() {
            return gone;
        }

        void cameFromDisk() {
            fromDisk = true;
        }
    }
}
