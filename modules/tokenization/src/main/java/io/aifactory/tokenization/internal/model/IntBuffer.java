package io.aifactory.tokenization.internal.model;

import java.util.Arrays;

/** A growing array of ints. */
public final class IntBuffer {
    private int[] values;
    private int size;

    public IntBuffer(int capacity) {
        values = new int[Math.max(capacity, 4)];
    }

    public void add(int value) {
        ensure(1);
        values[size++] = value;
    }

    public void addAll(int[] more) {
        ensure(more.length);
        System.arraycopy(more, 0, values, size, more.length);
        size += more.length;
    }

    public int get(int index) {
        return values[index];
    }

    /** Forgets what was added after the first so many. */
    public void truncate(int length) {
        size = Math.min(size, length);
    }

    public int size() {
        return size;
    }

    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }

    private void ensure(int more) {
        if (size + more > values.length) {
            values =
                    Arrays.copyOf(
                            values, Math.max(size + more, values.length + (values.length >> 1)));
        }
    }
}
