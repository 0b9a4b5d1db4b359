package io.aifactory.tokenization.internal.grammar.mask;

import java.util.Arrays;

/**
 * A set of stacks of automaton states, merged by state: each entry is a state and, below it, the
 * stacks to return to. {@link #BOTTOM} lies under everything. Immutable, and compared by content.
 */
public final class Stacks {
    public static final Stacks BOTTOM = new Stacks(new int[0], new Stacks[0]);

    private final int[] states;
    private final Stacks[] below;
    private final int height;
    private final int hash;

    /** Sorted by state, not copied. */
    private Stacks(int[] states, Stacks[] below) {
        this.states = states;
        this.below = below;
        int lowest = states.length == 0 ? -1 : Integer.MAX_VALUE;
        int h = 1;
        for (int i = 0; i < states.length; i++) {
            lowest = Math.min(lowest, below[i].height);
            h = 31 * (31 * h + states[i]) + below[i].hash;
        }
        this.height = lowest + 1;
        this.hash = h * 0x9E3779B9;
    }

    static Stacks of(int state, Stacks below) {
        return new Stacks(new int[] {state}, new Stacks[] {below});
    }

    /** Entries in any order, each state once; copied. */
    static Stacks of(int[] states, Stacks[] below, int count) {
        if (count == 0) {
            return BOTTOM;
        }
        int[] sorted = Arrays.copyOf(states, count);
        Stacks[] along = Arrays.copyOf(below, count);
        for (int i = 1; i < count; i++) {
            int state = sorted[i];
            Stacks under = along[i];
            int j = i - 1;
            for (; j >= 0 && sorted[j] > state; j--) {
                sorted[j + 1] = sorted[j];
                along[j + 1] = along[j];
            }
            sorted[j + 1] = state;
            along[j + 1] = under;
        }
        return new Stacks(sorted, along);
    }

    /** What either holds. */
    static Stacks union(Stacks a, Stacks b) {
        if (a.equals(b)) {
            return a;
        }
        int[] states = new int[a.size() + b.size()];
        Stacks[] below = new Stacks[states.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (j == b.size() || (i < a.size() && a.states[i] < b.states[j])) {
                states[count] = a.states[i];
                below[count++] = a.below[i++];
            } else if (i == a.size() || b.states[j] < a.states[i]) {
                states[count] = b.states[j];
                below[count++] = b.below[j++];
            } else {
                states[count] = a.states[i];
                below[count++] = union(a.below[i++], b.below[j++]);
            }
        }
        return new Stacks(Arrays.copyOf(states, count), Arrays.copyOf(below, count));
    }

    public int size() {
        return states.length;
    }

    public int state(int entry) {
        return states[entry];
    }

    public Stacks below(int entry) {
        return below[entry];
    }

    /**
     * Frames of the shortest stack. It is the one that is sure to have room to finish, so it alone
     * decides what fits.
     */
    int height() {
        return height;
    }

    public boolean isBottom() {
        return states.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof Stacks stacks
                        && hash == stacks.hash
                        && Arrays.equals(states, stacks.states)
                        && Arrays.equals(below, stacks.below));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
