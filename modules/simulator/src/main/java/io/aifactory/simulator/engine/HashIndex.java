package io.aifactory.simulator.engine;

import java.util.Arrays;

/** From block hashes to block numbers: open addressing, because a run asks millions of times. */
final class HashIndex {
    private static final int EMPTY = -1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] keys;
    private final int[] blocks;
    private final int mask;

    /**
     * @param most entries it will ever hold
     */
    HashIndex(int most) {
        int capacity = Integer.highestOneBit(Math.max(8, most)) << 2;
        keys = new long[capacity];
        blocks = new int[capacity];
        mask = capacity - 1;
        Arrays.fill(blocks, EMPTY);
    }

    /** The block with this hash; −1 if there is none. */
    int get(long key) {
        int at = home(key);
        while (blocks[at] != EMPTY) {
            if (keys[at] == key) {
                return blocks[at];
            }
            at = (at + 1) & mask;
        }
        return EMPTY;
    }

    void put(long key, int block) {
        int at = home(key);
        while (blocks[at] != EMPTY && keys[at] != key) {
            at = (at + 1) & mask;
        }
        keys[at] = key;
        blocks[at] = block;
    }

    void remove(long key) {
        int at = home(key);
        while (blocks[at] != EMPTY && keys[at] != key) {
            at = (at + 1) & mask;
        }
        if (blocks[at] == EMPTY) {
            return;
        }
        // Entries behind the hole move up where they may, so that no search ends too early.
        int hole = at;
        int next = (hole + 1) & mask;
        while (blocks[next] != EMPTY) {
            int distance = (next - home(keys[next])) & mask;
            if (distance >= ((next - hole) & mask)) {
                keys[hole] = keys[next];
                blocks[hole] = blocks[next];
                hole = next;
            }
            next = (next + 1) & mask;
        }
        blocks[hole] = EMPTY;
    }

    private int home(long key) {
        return (int) ((key * SPREAD) >>> 32) & mask;
    }
}
