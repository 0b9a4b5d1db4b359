package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.Arrays;
import java.util.BitSet;

/**
 * For each state the fewest further stack frames with which its rule can be finished: over all ways
 * to an accepting state the smallest maximum, where a call takes one frame and what the called rule
 * needs. The least fixed point is found level by level, as in breadth-first search.
 */
final class Needs {
    private final Graph graph;
    private final BitSet single;
    private final Budget budget;

    /**
     * @param single bytes an answer can be finished with
     */
    Needs(Graph graph, BitSet single, Budget budget) {
        this.graph = graph;
        this.single = single;
        this.budget = budget;
    }

    int[] solve() {
        int states = graph.states();
        int[] need = new int[states];
        Arrays.fill(need, Automaton.IMPOSSIBLE);
        Reverse reverse = new Reverse(states);
        // A level settles every state that can be finished with that many frames; it begins with
        // the calls of rules whose start was settled one level before.
        Ints queue = new Ints();
        for (int s = 0; s < states; s++) {
            if (graph.accepting()[s]) {
                need[s] = 0;
                queue.add(s);
            }
        }
        for (int level = 0; level <= budget.limits().depth(); level++) {
            Ints callable = settle(level, queue, need, reverse);
            queue = new Ints();
            for (int i = 0; i < callable.size(); i++) {
                for (int c : reverse.callsOf(callable.get(i))) {
                    int caller = reverse.caller(c);
                    if (need[graph.callReturn()[c]] <= level && need[caller] > level + 1) {
                        need[caller] = level + 1;
                        queue.add(caller);
                    }
                }
            }
            budget.spend(1 + queue.size());
        }
        return need;
    }

    /** Spreads a level backwards; gives the rules whose start it reached. */
    private Ints settle(int level, Ints queue, int[] need, Reverse reverse) {
        Ints rules = new Ints();
        for (int i = 0; i < queue.size(); i++) {
            int s = queue.get(i);
            int rule = Arrays.binarySearch(graph.base(), s);
            if (rule >= 0) {
                rules.add(rule);
            }
            for (int source : reverse.sources(s)) {
                if (need[source] > level) {
                    need[source] = level;
                    queue.add(source);
                }
            }
            // A call that comes back here: its rule must have been finished below this level.
            for (int c : reverse.callsInto(s)) {
                if (need[graph.startOf(graph.callRule()[c])] < level
                        && need[reverse.caller(c)] > level) {
                    need[reverse.caller(c)] = level;
                    queue.add(reverse.caller(c));
                }
            }
            budget.spend(1);
        }
        return rules;
    }

    /** Edges and calls by where they lead. */
    private final class Reverse {
        private final int[][] sources;
        private final int[][] callsInto;
        private final int[][] callsOf;
        private final int[] caller;

        Reverse(int states) {
            Ints from = new Ints();
            Ints to = new Ints();
            caller = new int[graph.callRule().length];
            for (int s = 0; s < states; s++) {
                for (int e = graph.first()[s]; e < graph.first()[s + 1]; e++) {
                    if (usable(e)) {
                        from.add(s);
                        to.add(graph.target()[e]);
                    }
                }
                Arrays.fill(caller, graph.callFirst()[s], graph.callFirst()[s + 1], s);
            }
            int[] order = new int[caller.length];
            Arrays.setAll(order, i -> i);
            sources = group(states, to.toArray(), from.toArray());
            callsInto = group(states, graph.callReturn(), order);
            callsOf = group(graph.base().length, graph.callRule(), order);
        }

        private boolean usable(int edge) {
            int b = single.nextSetBit(graph.low()[edge] & 0xFF);
            return b >= 0 && b <= (graph.high()[edge] & 0xFF);
        }

        int[] sources(int state) {
            return sources[state];
        }

        int[] callsInto(int state) {
            return callsInto[state];
        }

        int[] callsOf(int rule) {
            return callsOf[rule];
        }

        int caller(int call) {
            return caller[call];
        }
    }

    static int[][] group(int groups, int[] keys, int[] values) {
        int[] counts = new int[groups];
        for (int key : keys) {
            counts[key]++;
        }
        int[][] result = new int[groups][];
        for (int g = 0; g < groups; g++) {
            result[g] = new int[counts[g]];
        }
        for (int i = 0; i < keys.length; i++) {
            result[keys[i]][--counts[keys[i]]] = values[i];
        }
        return result;
    }
}
