package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Subset construction. A call is a symbol like a byte: a state may have both byte edges and calls,
 * and only running the automaton tells which of them fit.
 */
final class Determinizer {
    private final Nfa nfa;
    private final Budget budget;
    private final Map<IntSet, Integer> ids = new HashMap<>();
    private final List<IntSet> sets = new ArrayList<>();
    private final Dfa.Builder dfa = new Dfa.Builder();
    private final int[] seen;
    private int generation;
    private final Ints ranges = new Ints();
    private final Ints rangeTargets = new Ints();
    private final Map<Integer, Ints> calls = new TreeMap<>();

    private Determinizer(Nfa nfa, Budget budget) {
        this.nfa = nfa;
        this.budget = budget;
        this.seen = new int[nfa.states()];
    }

    /** The automaton of an expression, not minimal; states that lead nowhere are left out. */
    static Dfa determinize(Expression expression, Budget budget) {
        return new Determinizer(Nfa.of(expression, budget), budget).run();
    }

    private Dfa run() {
        Ints start = new Ints();
        start.add(Nfa.START);
        idOf(start);
        for (int id = 0; id < sets.size(); id++) {
            int[] set = sets.get(id).values();
            dfa.state(Arrays.binarySearch(set, Nfa.END) >= 0);
            collect(set);
            addRanges();
            calls.forEach((label, targets) -> dfa.edge(label, idOf(targets)));
        }
        return dfa.build();
    }

    private void collect(int[] set) {
        ranges.clear();
        rangeTargets.clear();
        calls.clear();
        for (int state : set) {
            for (int edge = nfa.firstEdge(state); edge >= 0; edge = nfa.nextEdge(edge)) {
                int label = nfa.label(edge);
                budget.spend(1);
                if (label == Label.EMPTY) {
                    continue;
                }
                if (Label.isCall(label)) {
                    calls.computeIfAbsent(label, _ -> new Ints()).add(nfa.target(edge));
                } else {
                    ranges.add(label);
                    rangeTargets.add(nfa.target(edge));
                }
            }
        }
    }

    /** Cuts the bytes where a range begins or ends; each piece leads to one set. */
    private void addRanges() {
        boolean[] cut = new boolean[257];
        for (int i = 0; i < ranges.size(); i++) {
            cut[Label.low(ranges.get(i))] = true;
            cut[Label.high(ranges.get(i)) + 1] = true;
        }
        Ints targets = new Ints();
        for (int low = nextCut(cut, 0); low < 256; ) {
            int end = nextCut(cut, low + 1);
            targets.clear();
            budget.spend(1 + ranges.size() / 8);
            for (int i = 0; i < ranges.size(); i++) {
                if (Label.low(ranges.get(i)) <= low && low <= Label.high(ranges.get(i))) {
                    targets.add(rangeTargets.get(i));
                }
            }
            if (targets.size() > 0) {
                dfa.edge(Label.bytes(low, end - 1), idOf(targets));
            }
            low = end;
        }
    }

    private static int nextCut(boolean[] cut, int from) {
        int at = from;
        while (at < 256 && !cut[at]) {
            at++;
        }
        return at;
    }

    private int idOf(Ints targets) {
        IntSet set = closure(targets);
        Integer known = ids.get(set);
        if (known != null) {
            return known;
        }
        budget.state();
        ids.put(set, sets.size());
        sets.add(set);
        return sets.size() - 1;
    }

    /** What is reached by empty edges, without the states that have nothing else. */
    private IntSet closure(Ints targets) {
        generation++;
        Ints reached = new Ints();
        for (int i = 0; i < targets.size(); i++) {
            reach(targets.get(i), reached);
        }
        Ints kept = new Ints();
        for (int i = 0; i < reached.size(); i++) {
            int state = reached.get(i);
            boolean keep = state == Nfa.END;
            for (int edge = nfa.firstEdge(state); edge >= 0; edge = nfa.nextEdge(edge)) {
                if (nfa.label(edge) == Label.EMPTY) {
                    reach(nfa.target(edge), reached);
                } else {
                    keep = true;
                }
            }
            if (keep) {
                kept.add(state);
            }
        }
        budget.spend(reached.size());
        kept.sort();
        return new IntSet(kept.toArray());
    }

    private void reach(int state, Ints reached) {
        if (seen[state] != generation) {
            seen[state] = generation;
            reached.add(state);
        }
    }
}
