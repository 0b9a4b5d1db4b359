package io.aifactory.tokenization.internal.bpe;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Rank of a pair of token ids, and the id it becomes. Open addressing over packed pairs. */
final class MergeTable {
    private static final long EMPTY = -1;

    private final long[] pairs;
    private final int[] ranks;
    private final Merges merges;
    private final int mask;

    /**
     * Of equal pairs the last one counts.
     *
     * @param forbidden results that must not come about; their rules are left out
     */
    MergeTable(Merges merges, IntPredicate forbidden) {
        int capacity = Integer.highestOneBit(Math.max(8, merges.size()) * 2 - 1) * 2;
        this.pairs = new long[capacity];
        this.ranks = new int[capacity];
        this.merges = merges;
        this.mask = capacity - 1;
        Arrays.fill(pairs, EMPTY);
        for (int rank = 0; rank < merges.size(); rank++) {
            if (!forbidden.test(merges.result(rank))) {
                long pair = pack(merges.left(rank), merges.right(rank));
                int slot = slot(pair);
                pairs[slot] = pair;
                ranks[slot] = rank;
            }
        }
    }

    /** The rank of joining these ids; -1 if they do not join. */
    int rank(int left, int right) {
        int slot = slot(pack(left, right));
        return pairs[slot] == EMPTY ? -1 : ranks[slot];
    }

    /** The id that the merge of this rank makes. */
    int result(int rank) {
        return merges.result(rank);
    }

    private int slot(long pair) {
        long mixed = pair * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (pairs[slot] != pair && pairs[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long pack(int left, int right) {
        return (long) left << 32 | right;
    }
}
