package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.Arrays;

/**
 * Minimal automaton in O(edges · log states): "Fast brief practical DFA minimization" (Valmari
 * 2012), which needs no dead state. Every state must be reachable; those from which no string can
 * be accepted are dropped here.
 */
final class Minimizer {
    private static final int MAX_EDGES = 1 << 20;

    private final Dfa dfa;
    private final Ints tails = new Ints();
    private final Ints labels = new Ints();
    private final Ints heads = new Ints();

    private Minimizer(Dfa dfa) {
        this.dfa = dfa;
    }

    static Dfa minimize(Dfa dfa, Budget budget) {
        Dfa alive = LiveStates.only(dfa);
        budget.spend(alive.edges());
        Minimizer minimizer = new Minimizer(alive);
        if (alive.states() < 2 || !minimizer.cutRanges()) {
            return alive;
        }
        budget.spend(minimizer.tails.size());
        return minimizer.run();
    }

    /** Makes labels comparable: no two different byte ranges overlap. */
    private boolean cutRanges() {
        boolean[] cut = new boolean[257];
        for (int label : dfa.labels()) {
            if (!Label.isCall(label)) {
                cut[Label.low(label)] = true;
                cut[Label.high(label) + 1] = true;
            }
        }
        for (int s = 0; s < dfa.states(); s++) {
            for (int e = dfa.first()[s]; e < dfa.first()[s + 1]; e++) {
                int label = dfa.labels()[e];
                if (Label.isCall(label)) {
                    add(s, label, dfa.targets()[e]);
                    continue;
                }
                for (int low = Label.low(label); low <= Label.high(label); ) {
                    int end = low + 1;
                    while (!cut[end]) {
                        end++;
                    }
                    add(s, Label.bytes(low, end - 1), dfa.targets()[e]);
                    low = end;
                }
                if (tails.size() > MAX_EDGES) {
                    return false;
                }
            }
        }
        return true;
    }

    private void add(int tail, int label, int head) {
        tails.add(tail);
        labels.add(label);
        heads.add(head);
    }

    private Dfa run() {
        Partition blocks = new Partition(dfa.states());
        dfa.accepting().stream().forEach(blocks::mark);
        blocks.split();
        Partition cords = new Partition(tails.size());
        partitionByLabel(cords);
        int[] incomingFirst = new int[dfa.states() + 1];
        int[] incoming = incoming(incomingFirst);
        int b = 1;
        for (int c = 0; c < cords.sets(); c++) {
            for (int i = cords.begin(c); i < cords.end(c); i++) {
                blocks.mark(tails.get(cords.element(i)));
            }
            blocks.split();
            for (; b < blocks.sets(); b++) {
                for (int i = blocks.begin(b); i < blocks.end(b); i++) {
                    int state = blocks.element(i);
                    for (int j = incomingFirst[state]; j < incomingFirst[state + 1]; j++) {
                        cords.mark(incoming[j]);
                    }
                }
                cords.split();
            }
        }
        return merged(blocks);
    }

    /** One set for each label, by marking the edges of one label at a time. */
    private void partitionByLabel(Partition cords) {
        long[] order = new long[labels.size()];
        for (int e = 0; e < order.length; e++) {
            order[e] = (long) labels.get(e) << 32 | e;
        }
        Arrays.sort(order);
        int e = 0;
        while (e < order.length) {
            long label = order[e] >> 32;
            for (; e < order.length && order[e] >> 32 == label; e++) {
                cords.mark((int) order[e]);
            }
            cords.split();
        }
    }

    private int[] incoming(int[] first) {
        for (int e = 0; e < heads.size(); e++) {
            first[heads.get(e) + 1]++;
        }
        for (int s = 0; s < dfa.states(); s++) {
            first[s + 1] += first[s];
        }
        int[] fill = first.clone();
        int[] edges = new int[heads.size()];
        for (int e = 0; e < heads.size(); e++) {
            edges[fill[heads.get(e)]++] = e;
        }
        return edges;
    }

    /** One state for each block, in order of first appearance, so that 0 stays the start. */
    private Dfa merged(Partition blocks) {
        int[] number = new int[blocks.sets()];
        int[] representative = new int[blocks.sets()];
        Arrays.fill(number, -1);
        int count = 0;
        for (int s = 0; s < dfa.states(); s++) {
            int block = blocks.setOf(s);
            if (number[block] < 0) {
                representative[count] = s;
                number[block] = count++;
            }
        }
        Dfa.Builder merged = new Dfa.Builder();
        for (int i = 0; i < count; i++) {
            int s = representative[i];
            merged.state(dfa.accepting().get(s));
            for (int e = dfa.first()[s]; e < dfa.first()[s + 1]; e++) {
                merged.edge(dfa.labels()[e], number[blocks.setOf(dfa.targets()[e])]);
            }
        }
        return merged.build();
    }
}
