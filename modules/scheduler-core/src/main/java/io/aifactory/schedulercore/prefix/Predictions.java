package io.aifactory.schedulercore.prefix;

import java.util.Arrays;

/**
 * Blocks that a worker is expected to hold because a prompt was sent to it, and until when. The
 * oldest prediction of a worker stands first in its queue; one that was renewed, confirmed or
 * withdrawn leaves an entry there that is recognised by its time and skipped.
 */
final class Predictions {
    /** Most of what is pending at once; far above what limits per worker let through. */
    private static final int MOST = 1 << 28;

    /** Out-of-date entries of a queue that are not worth a cleaning. */
    private static final int SLACK = 64;

    /** Of one worker. */
    static final class Queue {
        private final int worker;
        private final ExpiryQueue entries = new ExpiryQueue();
        private int pending;

        Queue(int worker) {
            this.worker = worker;
        }

        /** Predictions that are neither confirmed nor over. */
        int pending() {
            return pending;
        }
    }

    /** By worker and slot. */
    private final HashSlots keys = new HashSlots(MOST);

    private long[] until = new long[keys.capacity()];

    /**
     * A new prediction, or an older one for longer.
     *
     * @return whether it was taken in
     */
    boolean put(Queue queue, int slot, long untilNanos) {
        long key = key(queue, slot);
        int at = keys.slot(key);
        if (at < 0) {
            at = keys.add(key);
            if (at < 0) {
                return false;
            }
            queue.pending++;
            if (until.length < keys.capacity()) {
                until = Arrays.copyOf(until, keys.capacity());
            }
        } else if (until[at] == untilNanos) {
            return true;
        }
        until[at] = untilNanos;
        queue.entries.addLast(slot, untilNanos);
        if (queue.entries.size() > 2 * queue.pending + SLACK) {
            queue.entries.keepOnly((s, time) -> current(queue, s, time));
        }
        return true;
    }

    boolean contains(Queue queue, int slot) {
        return queue.pending > 0 && keys.slot(key(queue, slot)) >= 0;
    }

    /** The prediction was confirmed or withdrawn; nothing happens if there is none. */
    void forget(Queue queue, int slot) {
        int at = queue.pending == 0 ? -1 : keys.slot(key(queue, slot));
        if (at >= 0) {
            keys.free(at);
            queue.pending--;
        }
    }

    /** When the oldest prediction of a worker ends; {@link Long#MAX_VALUE} if it has none. */
    long oldest(Queue queue) {
        ExpiryQueue entries = queue.entries;
        while (entries.size() > 0 && !current(queue, entries.firstSlot(), entries.firstUntil())) {
            entries.removeFirst();
        }
        return entries.size() == 0 ? Long.MAX_VALUE : entries.firstUntil();
    }

    /** Takes out the oldest prediction of a worker, of which it has one at least. */
    int takeOldest(Queue queue) {
        oldest(queue);
        int slot = queue.entries.firstSlot();
        queue.entries.removeFirst();
        forget(queue, slot);
        return slot;
    }

    private boolean current(Queue queue, int slot, long time) {
        int at = keys.slot(key(queue, slot));
        return at >= 0 && until[at] == time;
    }

    private static long key(Queue queue, int slot) {
        return (long) queue.worker << Integer.SIZE | slot;
    }
}
