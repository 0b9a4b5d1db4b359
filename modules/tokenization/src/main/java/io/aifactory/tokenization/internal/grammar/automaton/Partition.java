package io.aifactory.tokenization.internal.grammar.automaton;

/** A refinable partition (Valmari and Lehtinen 2008): marking is O(1), splitting O(marked). */
final class Partition {
    private final int[] elements;
    private final int[] location;
    private final int[] setOf;
    private final int[] begin;
    private final int[] end;
    private final int[] marked;
    private final int[] touched;
    private int touchedSets;
    private int sets;

    Partition(int size) {
        elements = new int[size];
        location = new int[size];
        setOf = new int[size];
        begin = new int[size + 1];
        end = new int[size + 1];
        marked = new int[size + 1];
        touched = new int[size + 1];
        for (int i = 0; i < size; i++) {
            elements[i] = i;
            location[i] = i;
        }
        sets = size > 0 ? 1 : 0;
        end[0] = size;
    }

    int sets() {
        return sets;
    }

    int begin(int set) {
        return begin[set];
    }

    int end(int set) {
        return end[set];
    }

    int element(int position) {
        return elements[position];
    }

    int setOf(int element) {
        return setOf[element];
    }

    void mark(int element) {
        int set = setOf[element];
        int from = location[element];
        int to = begin[set] + marked[set];
        if (from < to) {
            return;
        }
        elements[from] = elements[to];
        location[elements[from]] = from;
        elements[to] = element;
        location[element] = to;
        if (marked[set]++ == 0) {
            touched[touchedSets++] = set;
        }
    }

    /** Divides every set into marked and unmarked elements; the smaller part gets a new number. */
    void split() {
        while (touchedSets > 0) {
            int set = touched[--touchedSets];
            int middle = begin[set] + marked[set];
            if (middle == end[set]) {
                marked[set] = 0;
                continue;
            }
            if (marked[set] <= end[set] - middle) {
                begin[sets] = begin[set];
                end[sets] = middle;
                begin[set] = middle;
            } else {
                end[sets] = end[set];
                begin[sets] = middle;
                end[set] = middle;
            }
            for (int i = begin[sets]; i < end[sets]; i++) {
                setOf[elements[i]] = sets;
            }
            marked[set] = 0;
            marked[sets++] = 0;
        }
    }
}
