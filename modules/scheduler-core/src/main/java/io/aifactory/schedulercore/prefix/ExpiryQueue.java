package io.aifactory.schedulercore.prefix;

import java.util.Arrays;

/** Slots with the time at which each is over, the oldest first: a ring of primitives. */
final class ExpiryQueue {
    private static final int FEWEST = 16;

    /** Says of an entry whether it still counts. */
    interface Filter {
        boolean keeps(int slot, long until);
    }

    private int[] slots = new int[FEWEST];
    private long[] until = new long[FEWEST];
    private int head;
    private int size;

    int size() {
        return size;
    }

    int firstSlot() {
        return slots[head];
    }

    long firstUntil() {
        return until[head];
    }

    void removeFirst() {
        head = (head + 1) & (slots.length - 1);
        size--;
    }

    void addLast(int slot, long untilNanos) {
        if (size == slots.length) {
            resize();
        }
        int at = (head + size) & (slots.length - 1);
        slots[at] = slot;
        until[at] = untilNanos;
        size++;
    }

    void keepOnly(Filter filter) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            int from = (head + i) & (slots.length - 1);
            if (filter.keeps(slots[from], until[from])) {
                int to = (head + kept++) & (slots.length - 1);
                slots[to] = slots[from];
                until[to] = until[from];
            }
        }
        size = kept;
    }

    private void resize() {
        int[] longerSlots = Arrays.copyOfRange(slots, head, head + 2 * size);
        long[] longerUntil = Arrays.copyOfRange(until, head, head + 2 * size);
        System.arraycopy(slots, 0, longerSlots, size - head, head);
        System.arraycopy(until, 0, longerUntil, size - head, head);
        slots = longerSlots;
        until = longerUntil;
        head = 0;
    }
}
