package io.aifactory.schedulercore.prefix;

import java.util.Arrays;

/**
 * Gives out small numbers and takes them back. Freed ones are given out again in ascending order,
 * round and round, so that numbers taken in a row are neighbours wherever neighbours are free (a
 * stack would mix them more and more). New ones are preferred while few are free: then the search
 * for a free one stays short.
 */
final class FreeSlots {
    private static final int FEW = 8;

    private long[] freeBits = new long[1];
    private int used;
    private int freed;
    private int cursor;

    /** All numbers given out so far are below this. */
    int used() {
        return used;
    }

    boolean isFree(int slot) {
        return (freeBits[slot >>> 6] & 1L << slot) != 0;
    }

    /**
     * @param limit numbers in use at most; fewer are in use now
     */
    int take(int limit) {
        if (used < limit && (long) freed * FEW <= used) {
            if (used >>> 6 == freeBits.length) {
                freeBits = Arrays.copyOf(freeBits, 2 * freeBits.length);
            }
            return used++;
        }
        int word = cursor >>> 6;
        long bits = freeBits[word] & -1L << cursor;
        while (bits == 0) {
            word = word == (used - 1) >>> 6 ? 0 : word + 1;
            bits = freeBits[word];
        }
        int slot = (word << 6) + Long.numberOfTrailingZeros(bits);
        freeBits[word] &= ~(1L << slot);
        freed--;
        cursor = slot + 1 == used ? 0 : slot + 1;
        return slot;
    }

    void give(int slot) {
        freeBits[slot >>> 6] |= 1L << slot;
        freed++;
    }
}
