package io.aifactory.schedulercore.prefix;

import java.util.Arrays;

/**
 * How many leading blocks of a prompt each worker holds, for all workers in one walk: the set of
 * those who hold everything so far only shrinks, and the walk ends when nobody is left. Words of
 * the set that have become empty are not looked at again.
 */
final class PrefixSearch {
    /** Words of the set that are not empty, and which words they are. */
    private long[] holding = new long[1];

    private int[] word = new int[1];

    /**
     * @param leading set for each worker to the number of leading blocks it holds, if any
     * @return the largest of them
     */
    int search(HashSlots slots, WorkerBits workers, PromptBlocks blocks, int[] leading) {
        int count = blocks.count();
        int slot = count == 0 ? -1 : slots.slot(blocks.hash(0));
        if (slot < 0) {
            return 0;
        }
        int live = begin(workers, slot);
        int depth = 1;
        while (live > 0 && depth < count) {
            if (live == 1) {
                return alone(slots, workers, blocks, slot, depth, leading);
            }
            slot = slots.slotAfter(slot, blocks.hash(depth));
            if (slot < 0) {
                break;
            }
            live = narrow(workers.page(slot), workers.row(slot), live, depth, leading);
            depth += live > 0 ? 1 : 0;
        }
        for (int i = 0; i < live; i++) {
            mark(holding[i], word[i], depth, leading);
        }
        return depth;
    }

    /** The rest of a walk in which one word is left, which is most of most walks. */
    private int alone(
            HashSlots slots,
            WorkerBits workers,
            PromptBlocks blocks,
            int last,
            int from,
            int[] leading) {
        int only = word[0];
        long set = holding[0];
        int slot = last;
        int depth = from;
        for (int count = blocks.count(); depth < count; depth++) {
            slot = slots.slotAfter(slot, blocks.hash(depth));
            long after = slot < 0 ? 0 : set & workers.page(slot)[workers.row(slot) + only];
            if (after != set) {
                mark(set & ~after, only, depth, leading);
                set = after;
                if (after == 0) {
                    return depth;
                }
            }
        }
        mark(set, only, depth, leading);
        return depth;
    }

    private int begin(WorkerBits workers, int slot) {
        int words = workers.words();
        long[] bits = workers.page(slot);
        int row = workers.row(slot);
        if (holding.length < words) {
            holding = Arrays.copyOf(holding, words);
            word = Arrays.copyOf(word, words);
        }
        int live = 0;
        for (int i = 0; i < words; i++) {
            if (bits[row + i] != 0) {
                holding[live] = bits[row + i];
                word[live++] = i;
            }
        }
        return live;
    }

    /** Takes out those who do not hold this block, and says how many words are left. */
    private int narrow(long[] bits, int row, int live, int depth, int[] leading) {
        int kept = 0;
        for (int i = 0; i < live; i++) {
            long before = holding[i];
            long after = before & bits[row + word[i]];
            if (after != before) {
                mark(before & ~after, word[i], depth, leading);
            }
            if (after != 0) {
                holding[kept] = after;
                word[kept++] = word[i];
            }
        }
        return kept;
    }

    private static void mark(long set, int word, int depth, int[] leading) {
        for (long rest = set; rest != 0; rest &= rest - 1) {
            leading[(word << 6) + Long.numberOfTrailingZeros(rest)] = depth;
        }
    }
}
