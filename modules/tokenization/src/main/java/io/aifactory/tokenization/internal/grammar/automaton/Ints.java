package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.Arrays;

/** A growing list of ints. */
public final class Ints {
    private int[] values = new int[16];
    private int size;

    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    public int get(int index) {
        return values[index];
    }

    void set(int index, int value) {
        values[index] = value;
    }

    public int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void sort() {
        Arrays.sort(values, 0, size);
    }

    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
