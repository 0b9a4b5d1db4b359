package io.aifactory.tokenization.internal.grammar.automaton;

import io.aifactory.tokenization.grammar.GrammarLimits;
import io.aifactory.tokenization.grammar.InvalidGrammarException;

/** Counts what compiling one grammar takes and stops it at the limits. Not thread-safe. */
public final class Budget {
    private static final int NFA_STATES_PER_STATE = 4;

    private final GrammarLimits limits;
    private long work;
    private long states;

    public Budget(GrammarLimits limits) {
        this.limits = limits;
    }

    public GrammarLimits limits() {
        return limits;
    }

    /** Work spent so far. */
    public long work() {
        return work;
    }

    /** Charges steps of work. */
    public void spend(long steps) {
        work += steps;
        if (work > limits.work()) {
            throw new InvalidGrammarException(
                    "the grammar",
                    "takes more than "
                            + limits.work()
                            + " steps to compile; use fewer repetitions, values or alternatives");
        }
    }

    /** Charges one state of a deterministic automaton. */
    void state() {
        states++;
        if (states > limits.states()) {
            throw new InvalidGrammarException(
                    "the grammar",
                    "needs more than "
                            + limits.states()
                            + " states; use smaller repetition bounds, fewer or shorter values");
        }
    }

    /** Refuses an expression whose NFA would be too large, before it is built. */
    public void requireSize(long nfaStates, String location) {
        if (nfaStates > (long) limits.states() * NFA_STATES_PER_STATE) {
            throw new InvalidGrammarException(
                    location,
                    "expands to more than "
                            + (long) limits.states() * NFA_STATES_PER_STATE
                            + " states; use smaller repetition bounds");
        }
    }
}
