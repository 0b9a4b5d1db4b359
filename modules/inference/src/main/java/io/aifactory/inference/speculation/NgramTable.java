package io.aifactory.inference.speculation;

import java.util.Arrays;

/**
 * Where each run of so many tokens has ended last in a growing text. The runs themselves are not
 * kept: a place is compared with the text, so nothing is found that does not stand there. Not
 * thread-safe.
 */
final class NgramTable {
    private static final int FIRST_PLACES = 64;
    private static final int NONE = 0;

    private final int length;

    /** Ends of runs, by their hashes, open addressing; at most half of them in use. */
    private int[] ends = new int[FIRST_PLACES];

    private int size;

    /**
     * @param length of a run, at least 1: so no run ends at 0
     */
    NgramTable(int length) {
        this.length = length;
    }

    /** A run of the text ends here; an earlier end of the same run is forgotten. */
    void put(int[] text, int end) {
        if (2 * size >= ends.length) {
            grow(text);
        }
        int place = place(text, end);
        size += ends[place] == NONE ? 1 : 0;
        ends[place] = end;
    }

    /**
     * Where the run that ends here has ended last among those that were put.
     *
     * @return 0 if nowhere
     */
    int find(int[] text, int end) {
        return ends[place(text, end)];
    }

    private int place(int[] text, int end) {
        int mask = ends.length - 1;
        int place = hash(text, end) & mask;
        while (ends[place] != NONE && !same(text, ends[place], end)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private boolean same(int[] text, int end, int other) {
        return Arrays.equals(text, end - length, end, text, other - length, other);
    }

    private int hash(int[] text, int end) {
        int hash = length;
        for (int i = end - length; i < end; i++) {
            hash = (hash ^ text[i]) * 0x9E3779B1;
            hash ^= hash >>> 15;
        }
        return hash;
    }

    private void grow(int[] text) {
        int[] before = ends;
        ends = new int[2 * before.length];
        for (int end : before) {
            if (end != NONE) {
                ends[place(text, end)] = end;
            }
        }
    }
}
