package io.aifactory.tokenization.internal.model;

import java.util.Arrays;

/** A binary min-heap of primitive longs. */
final class LongHeap {
    private long[] values;
    private int size;

    LongHeap(int capacity) {
        values = new long[Math.max(capacity, 8)];
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        int hole = size++;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (values[parent] <= value) {
                break;
            }
            values[hole] = values[parent];
            hole = parent;
        }
        values[hole] = value;
    }

    long removeFirst() {
        long first = values[0];
        long last = values[--size];
        int hole = 0;
        while (true) {
            int child = 2 * hole + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && values[child + 1] < values[child]) {
                child++;
            }
            if (values[child] >= last) {
                break;
            }
            values[hole] = values[child];
            hole = child;
        }
        values[hole] = last;
        return first;
    }
}
