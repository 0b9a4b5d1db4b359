package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.BitSet;

/**
 * A deterministic automaton; state 0 is the start. Edges of a state stand together in the order of
 * their labels; the byte ranges of a state do not overlap.
 *
 * @param first index of a state's first edge; one more entry than states
 * @param accepting states in which a string may end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Dfa(int[] first, int[] labels, int[] targets, BitSet accepting) {
    public int states() {
        return first.length - 1;
    }

    int edges() {
        return labels.length;
    }

    /** Whether the empty string is accepted. */
    public boolean acceptsEmpty() {
        return accepting.get(0);
    }

    /** Collects the edges of one state after the other. */
    static final class Builder {
        private final Ints first = new Ints();
        private final Ints labels = new Ints();
        private final Ints targets = new Ints();
        private final BitSet accepting = new BitSet();

        /** Begins the next state. */
        void state(boolean accepts) {
            accepting.set(first.size(), accepts);
            first.add(labels.size());
        }

        /** Adds an edge; a range that continues the one before with the same target joins it. */
        void edge(int label, int target) {
            int last = labels.size() - 1;
            if (last >= first.get(first.size() - 1)
                    && !Label.isCall(label)
                    && !Label.isCall(labels.get(last))
                    && targets.get(last) == target
                    && Label.high(labels.get(last)) + 1 == Label.low(label)) {
                labels.set(last, Label.bytes(Label.low(labels.get(last)), Label.high(label)));
                return;
            }
            labels.add(label);
            targets.add(target);
        }

        Dfa build() {
            first.add(labels.size());
            return new Dfa(first.toArray(), labels.toArray(), targets.toArray(), accepting);
        }
    }
}
