package io.aifactory.schedulercore.prefix;

import java.util.Arrays;

/**
 * One set of workers per slot, as bits: {@code words} longs in a row for each slot. The rows lie in
 * pages of equal size, so growing copies none of them. More words are laid out when a worker's
 * ordinal needs them.
 */
final class WorkerBits {
    private static final int PAGE_SHIFT = 10;
    private static final int PAGE = 1 << PAGE_SHIFT;

    private int words = 1;
    private long[][] pages = new long[0][];

    WorkerBits(int slots) {
        growSlots(slots);
    }

    /** Longs that hold one bit for each of so many workers. */
    static int words(int workers) {
        return (workers + 63) >>> 6;
    }

    int words() {
        return words;
    }

    /** The page of a slot; its row begins at {@link #row}. Only to be read. */
    long[] page(int slot) {
        return pages[slot >>> PAGE_SHIFT];
    }

    int row(int slot) {
        return (slot & PAGE - 1) * words;
    }

    boolean contains(int slot, int worker) {
        return (page(slot)[row(slot) + (worker >>> 6)] & 1L << worker) != 0;
    }

    /** The worker was not in the set before. */
    void add(int slot, int worker) {
        page(slot)[row(slot) + (worker >>> 6)] |= 1L << worker;
    }

    /** Whether the worker was in the set before. */
    boolean remove(int slot, int worker) {
        long[] page = page(slot);
        int at = row(slot) + (worker >>> 6);
        long before = page[at];
        page[at] = before & ~(1L << worker);
        return before != page[at];
    }

    boolean isEmpty(int slot) {
        long[] page = page(slot);
        long any = 0;
        for (int at = row(slot), end = at + words; at < end; at++) {
            any |= page[at];
        }
        return any == 0;
    }

    /** Makes room for slots below {@code slots}. */
    void growSlots(int slots) {
        int before = pages.length;
        int needed = (slots + PAGE - 1) >>> PAGE_SHIFT;
        if (needed > before) {
            pages = Arrays.copyOf(pages, needed);
            for (int page = before; page < needed; page++) {
                pages[page] = new long[PAGE * words];
            }
        }
    }

    /** Makes room for workers with ordinals below {@code workers}. */
    void growWorkers(int workers) {
        int wider = words(workers);
        if (wider <= words) {
            return;
        }
        for (int page = 0; page < pages.length; page++) {
            long[] copy = new long[PAGE * wider];
            for (int slot = 0; slot < PAGE; slot++) {
                System.arraycopy(pages[page], slot * words, copy, slot * wider, words);
            }
            pages[page] = copy;
        }
        words = wider;
    }
}
