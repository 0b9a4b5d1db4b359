package io.aifactory.schedulercore.prefix;

import java.util.Arrays;

/**
 * From hash to slot: a small number that stays with its hash until it is removed and that indexes
 * arrays beside this one. Any hash may be a key, 0 and -1 too.
 *
 * <p>Open addressing with linear probing over one long per place: 32 mixed bits of the hash and the
 * slot + 1. The bits say where an entry belongs, so neither closing a gap nor growing reads the
 * hashes. Slots are given out in ascending order, so hashes that are added in a row mostly stand in
 * a row; {@link #slotAfter} makes use of it.
 */
final class HashSlots {
    private static final int FEWEST = 64;

    private final int limit;
    private long[] table = new long[2 * FEWEST];
    private int mask = 2 * FEWEST - 1;
    private int size;

    private long[] hashes = new long[FEWEST];
    private final FreeSlots free = new FreeSlots();

    /** Keeps {@link #touch} from being optimised away. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    /**
     * @param limit hashes at most, from 1 to 2^28
     */
    HashSlots(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    /** Slots that arrays beside this one need; it grows with {@link #add}. */
    int capacity() {
        return hashes.length;
    }

    long hash(int slot) {
        return hashes[slot];
    }

    /** The slot of this hash, or -1. */
    int slot(long hash) {
        long[] places = table;
        int mixed = mix(hash);
        for (int at = mixed & mask; ; at = (at + 1) & mask) {
            long entry = places[at];
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == mixed && hashes[(int) entry - 1] == hash) {
                return (int) entry - 1;
            }
        }
    }

    /**
     * The same, looking first at the slot after that of the block before, where it mostly is.
     *
     * @param previous a slot, or -1
     */
    int slotAfter(int previous, long hash) {
        int guess = previous + 1;
        if (previous >= 0 && guess < free.used() && hashes[guess] == hash && !free.isFree(guess)) {
            return guess;
        }
        return slot(hash);
    }

    /** The slot of a hash, which has none yet; -1 if there is no room for another. */
    int add(long hash) {
        if (size == limit) {
            return -1;
        }
        if (size >= (mask + 1) >>> 1) {
            grow();
        }
        int slot = free.take(limit);
        if (slot >= hashes.length) {
            hashes = Arrays.copyOf(hashes, (int) Math.min(limit, 2L * slot));
        }
        hashes[slot] = hash;
        put((long) mix(hash) << 32 | slot + 1L);
        size++;
        return slot;
    }

    /** Forgets a slot in use and its hash. */
    void free(int slot) {
        int at = mix(hashes[slot]) & mask;
        while ((int) table[at] != slot + 1) {
            at = (at + 1) & mask;
        }
        closeGap(at);
        free.give(slot);
        size--;
    }

    /**
     * Reads the places where these hashes are looked for first. The reads do not wait for each
     * other, so the memory fetches many of them at once; looked at one after the other with work
     * between, each look-up would wait for its own.
     */
    void touch(PromptBlocks blocks, int from, int to) {
        long sum = 0;
        for (int index = from; index < to; index++) {
            sum += table[mix(blocks.hash(index)) & mask];
        }
        touched = sum;
    }

    /** As above. */
    void touch(long[] keys) {
        long sum = 0;
        for (long hash : keys) {
            sum += table[mix(hash) & mask];
        }
        touched = sum;
    }

    /** 32 well mixed bits; the lowest of them are the place where the hash is looked for first. */
    static int mix(long hash) {
        long product = (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
        return (int) (product >>> 32);
    }

    /** Moves later entries of the same run forward, so that removed ones need no mark. */
    private void closeGap(int gap) {
        int hole = gap;
        for (int at = (hole + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
            int home = (int) (table[at] >>> 32) & mask;
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = 0;
    }

    private void put(long entry) {
        int at = (int) (entry >>> 32) & mask;
        while (table[at] != 0) {
            at = (at + 1) & mask;
        }
        table[at] = entry;
    }

    private void grow() {
        long[] old = table;
        mask = 2 * mask + 1;
        table = new long[mask + 1];
        for (long entry : old) {
            if (entry != 0) {
                put(entry);
            }
        }
    }
}
