package io.aifactory.simulator;

/**
 * When each worker's step ends: a heap over worker numbers, the earliest first, equal times in the
 * order of the numbers. Without objects, for it turns with every step.
 */
final class StepClock {
    private final long[] ends;
    private final int[] heap;
    private int size;

    StepClock(int workers) {
        ends = new long[workers];
        heap = new int[workers];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The earliest end; {@link Long#MAX_VALUE} if no step is under way. */
    long earliest() {
        return size == 0 ? Long.MAX_VALUE : ends[heap[0]];
    }

    /** A worker without a step under way begins one. */
    void add(int worker, long endNanos) {
        ends[worker] = endNanos;
        int at = size++;
        while (at > 0 && before(worker, heap[(at - 1) / 2])) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = worker;
    }

    /** The worker whose step ends first; its step is over. */
    int poll() {
        int first = heap[0];
        int moved = heap[--size];
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
        return first;
    }

    private boolean before(int a, int b) {
        return ends[a] < ends[b] || (ends[a] == ends[b] && a < b);
    }
}
