package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.BitSet;

/** Drops states from which nothing can be accepted, and those that are no longer reached. */
final class LiveStates {
    private LiveStates() {}

    /** The start always stays, even if it accepts nothing. */
    static Dfa only(Dfa dfa) {
        BitSet alive = alive(dfa);
        if (alive.cardinality() == dfa.states()) {
            return dfa;
        }
        int[] number = new int[dfa.states()];
        Ints kept = new Ints();
        BitSet reached = new BitSet();
        reached.set(0);
        kept.add(0);
        for (int i = 0; i < kept.size(); i++) {
            int s = kept.get(i);
            number[s] = i;
            for (int e = dfa.first()[s]; e < dfa.first()[s + 1]; e++) {
                int target = dfa.targets()[e];
                if (alive.get(target) && !reached.get(target)) {
                    reached.set(target);
                    kept.add(target);
                }
            }
        }
        Dfa.Builder result = new Dfa.Builder();
        for (int i = 0; i < kept.size(); i++) {
            int s = kept.get(i);
            result.state(dfa.accepting().get(s));
            for (int e = dfa.first()[s]; e < dfa.first()[s + 1]; e++) {
                if (alive.get(dfa.targets()[e])) {
                    result.edge(dfa.labels()[e], number[dfa.targets()[e]]);
                }
            }
        }
        return result.build();
    }

    private static BitSet alive(Dfa dfa) {
        int[] first = new int[dfa.states() + 1];
        for (int target : dfa.targets()) {
            first[target + 1]++;
        }
        for (int s = 0; s < dfa.states(); s++) {
            first[s + 1] += first[s];
        }
        int[] fill = first.clone();
        int[] sources = new int[dfa.edges()];
        for (int s = 0; s < dfa.states(); s++) {
            for (int e = dfa.first()[s]; e < dfa.first()[s + 1]; e++) {
                sources[fill[dfa.targets()[e]]++] = s;
            }
        }
        BitSet alive = new BitSet();
        Ints queue = new Ints();
        dfa.accepting().stream()
                .forEach(s -> {
                    alive.set(s);
                    queue.add(s);
                });
        for (int i = 0; i < queue.size(); i++) {
            int s = queue.get(i);
            for (int j = first[s]; j < first[s + 1]; j++) {
                if (!alive.get(sources[j])) {
                    alive.set(sources[j]);
                    queue.add(sources[j]);
                }
            }
        }
        return alive;
    }
}
