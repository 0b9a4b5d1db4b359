package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.Arrays;

/** A sorted set of ints as the key of a map. */
final class IntSet {
    private final int[] values;
    private final int hash;

    IntSet(int[] sorted) {
        this.values = sorted;
        this.hash = Arrays.hashCode(sorted);
    }

    int[] values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntSet set && hash == set.hash && Arrays.equals(values, set.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
