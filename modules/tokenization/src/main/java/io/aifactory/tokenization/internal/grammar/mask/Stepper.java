package io.aifactory.tokenization.internal.grammar.mask;

import io.aifactory.tokenization.internal.grammar.automaton.Automaton;
import java.util.Arrays;

/** Moves stacks by one byte. Has room of its own, so each thread needs one. */
final class Stepper {
    private final Automaton automaton;
    private final int frames;
    private int[] states = new int[8];
    private Stacks[] below = new Stacks[8];
    private int count;
    private int reach;

    /**
     * @param frames there may be below the running rule; at most what the automaton allows
     */
    Stepper(Automaton automaton, int frames) {
        this.automaton = automaton;
        this.frames = frames;
    }

    /** The most frames any step so far would have needed, whether it was allowed or not. */
    int reach() {
        return reach;
    }

    /** What the stacks become; {@link Stacks#BOTTOM} if no stack takes the byte. */
    Stacks step(Stacks stacks, int b) {
        count = 0;
        for (int i = 0; i < stacks.size(); i++) {
            from(stacks.state(i), stacks.below(i), b);
        }
        return Stacks.of(states, below, count);
    }

    /** Like {@link #step(Stacks, int)} for a single stack. */
    Stacks step(int state, Stacks under, int b) {
        count = 0;
        from(state, under, b);
        return Stacks.of(states, below, count);
    }

    /** Whether a state may be entered with these frames below. */
    boolean fits(int state, Stacks under) {
        if (automaton.need(state) > automaton.frames()) {
            return false;
        }
        int needed = under.height() + automaton.need(state);
        reach = Math.max(reach, needed);
        return needed <= frames;
    }

    private void from(int state, Stacks under, int b) {
        int next = automaton.next(state, b);
        if (next >= 0 && fits(next, under)) {
            add(next, under);
        }
        for (int c = automaton.firstCall(state); c < automaton.firstCall(state + 1); c++) {
            if (automaton.callTakes(c, b) && fits(automaton.callReturn(c), under)) {
                Stacks pushed = Stacks.of(automaton.callReturn(c), under);
                if (fits(automaton.callStart(c), pushed)) {
                    from(automaton.callStart(c), pushed, b);
                }
            }
        }
        if (automaton.accepts(state)) {
            for (int i = 0; i < under.size(); i++) {
                from(under.state(i), under.below(i), b);
            }
        }
    }

    private void add(int state, Stacks under) {
        for (int i = 0; i < count; i++) {
            if (states[i] == state) {
                below[i] = Stacks.union(below[i], under);
                return;
            }
        }
        if (count == states.length) {
            states = Arrays.copyOf(states, 2 * count);
            below = Arrays.copyOf(below, 2 * count);
        }
        states[count] = state;
        below[count++] = under;
    }

    /** Whether the text may end here. */
    static boolean accepts(Automaton automaton, Stacks stacks) {
        for (int i = 0; i < stacks.size(); i++) {
            if (automaton.accepts(stacks.state(i))
                    && (stacks.below(i).isBottom() || accepts(automaton, stacks.below(i)))) {
                return true;
            }
        }
        return false;
    }
}
