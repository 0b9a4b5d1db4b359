package io.aifactory.schedulercore.prefix;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The slots that one worker has ever been said to hold: appended when a block is stored, not taken
 * out when it is removed. Dropping a worker walks this list instead of the whole index. It is
 * cleaned when more than half of it is out of date, so an append costs constant time on average and
 * the list stays below twice the blocks held (and a small constant).
 */
final class SlotJournal {
    private static final int FEWEST = 16;

    private int[] slots = new int[FEWEST];
    private int listed;
    private int count;

    /** Blocks held now. */
    int count() {
        return count;
    }

    /**
     * @param held whether this worker still holds the block in a slot
     * @param capacity all slots are below it
     */
    void add(int slot, IntPredicate held, int capacity) {
        if (listed == slots.length) {
            makeRoom(held, capacity);
        }
        slots[listed++] = slot;
        count++;
    }

    void removed() {
        count--;
    }

    int listed() {
        return listed;
    }

    /** A listed slot, maybe one that is no longer held and maybe one listed before. */
    int slot(int index) {
        return slots[index];
    }

    void clear() {
        slots = new int[FEWEST];
        listed = 0;
        count = 0;
    }

    private void makeRoom(IntPredicate held, int capacity) {
        if (count > listed / 2) {
            slots = Arrays.copyOf(slots, 2 * listed);
            return;
        }
        long[] seen = new long[WorkerBits.words(capacity)];
        int kept = 0;
        for (int i = 0; i < listed; i++) {
            int slot = slots[i];
            if (held.test(slot) && (seen[slot >>> 6] & 1L << slot) == 0) {
                seen[slot >>> 6] |= 1L << slot;
                slots[kept++] = slot;
            }
        }
        listed = kept;
    }
}
