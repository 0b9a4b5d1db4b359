package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.List;

/**
 * The rules of a grammar side by side under one numbering.
 *
 * @param base first state of each rule, and the number of states
 * @param first index of a state's first byte edge; one more entry than states
 * @param callFirst index of a state's first call; one more entry than states
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Graph(
        int[] base,
        int[] first,
        byte[] low,
        byte[] high,
        int[] target,
        int[] callFirst,
        int[] callRule,
        int[] callReturn,
        boolean[] accepting) {

    static Graph of(List<Rule> rules) {
        int[] base = new int[rules.size() + 1];
        for (int r = 0; r < rules.size(); r++) {
            base[r + 1] = base[r] + rules.get(r).dfa().states();
        }
        int states = base[rules.size()];
        int[] first = new int[states + 1];
        int[] callFirst = new int[states + 1];
        boolean[] accepting = new boolean[states];
        Ints labels = new Ints();
        Ints target = new Ints();
        Ints callRule = new Ints();
        Ints callReturn = new Ints();
        for (int r = 0; r < rules.size(); r++) {
            Dfa dfa = rules.get(r).dfa();
            for (int s = 0; s < dfa.states(); s++) {
                accepting[base[r] + s] = dfa.accepting().get(s);
                for (int e = dfa.first()[s]; e < dfa.first()[s + 1]; e++) {
                    int label = dfa.labels()[e];
                    if (Label.isCall(label)) {
                        callRule.add(Label.rule(label));
                        callReturn.add(base[r] + dfa.targets()[e]);
                    } else {
                        labels.add(label);
                        target.add(base[r] + dfa.targets()[e]);
                    }
                }
                first[base[r] + s + 1] = target.size();
                callFirst[base[r] + s + 1] = callRule.size();
            }
        }
        byte[] low = new byte[labels.size()];
        byte[] high = new byte[labels.size()];
        for (int e = 0; e < low.length; e++) {
            low[e] = (byte) Label.low(labels.get(e));
            high[e] = (byte) Label.high(labels.get(e));
        }
        return new Graph(
                base,
                first,
                low,
                high,
                target.toArray(),
                callFirst,
                callRule.toArray(),
                callReturn.toArray(),
                accepting);
    }

    int states() {
        return accepting.length;
    }

    int startOf(int rule) {
        return base[rule];
    }
}
