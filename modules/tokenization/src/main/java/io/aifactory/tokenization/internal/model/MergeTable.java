package io.aifactory.tokenization.internal.model;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** The rule for a pair of token ids. Open addressing over packed pairs. */
final class MergeTable {
    private static final long EMPTY = -1;

    private final long[] pairs;
    private final int[] rules;
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
        this.rules = new int[capacity];
        this.merges = merges;
        this.mask = capacity - 1;
        Arrays.fill(pairs, EMPTY);
        for (int rule = 0; rule < merges.size(); rule++) {
            if (!forbidden.test(merges.result(rule))) {
                long pair = pack(merges.left(rule), merges.right(rule));
                int slot = slot(pair);
                pairs[slot] = pair;
                rules[slot] = rule;
            }
        }
    }

    /** The rule that joins these ids; -1 if they do not join. */
    int rule(int left, int right) {
        int slot = slot(pack(left, right));
        return pairs[slot] == EMPTY ? -1 : rules[slot];
    }

    /** The id that a rule makes. */
    int result(int rule) {
        return merges.result(rule);
    }

    int rank(int rule) {
        return merges.rank(rule);
    }

    /**
     * Whether a pair that was queued with a rank may still be joined then, by the rule that it has
     * now: if that makes the same token, by whichever parts.
     */
    boolean stillHolds(int queuedRank, int rule) {
        return merges.rank(rule) == queuedRank
                || (!merges.sharesRanks() && merges.result(queuedRank) == merges.result(rule));
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
