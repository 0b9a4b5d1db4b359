package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * States that no token can tell apart: those that behave alike for as many bytes as the longest
 * token has. The 300th and the 301st character of a string of at most 2,000 are such states, and
 * share their mask. Moore's refinement (1956), one round a byte; a round looks only at states
 * before those that the last round split off.
 */
final class NearEquivalence {
    private static final long MAX_WORK = 3_000_000;

    /** Stands between bytes and calls in a signature; no byte, class or rule is negative. */
    private static final int CALLS = -3;

    private final Graph graph;
    private final int[] need;
    private final int[] classOf;
    private final int[] size;
    private final int[][] before;
    private int classes;
    private long work;

    private NearEquivalence(Graph graph, int[] need) {
        this.graph = graph;
        this.need = need;
        this.classOf = new int[graph.states()];
        this.size = new int[graph.states()];
        this.before = before();
    }

    /**
     * A representative of each state's class: the first state that is like it.
     *
     * @param bytes length of the longest token
     */
    static int[] representatives(Graph graph, int[] need, int bytes) {
        NearEquivalence run = new NearEquivalence(graph, need);
        BitSet dirty = run.byNeed();
        for (int round = 0; round < bytes && !dirty.isEmpty(); round++) {
            dirty = run.refine(dirty);
        }
        int[] first = new int[graph.states()];
        Arrays.fill(first, -1);
        int[] result = new int[graph.states()];
        for (int s = 0; s < result.length; s++) {
            // Out of work: every state stands for itself, which is right and only slower.
            int known = first[run.classOf[s]];
            first[run.classOf[s]] = known < 0 ? s : known;
            result[s] = run.work > MAX_WORK ? s : first[run.classOf[s]];
        }
        return result;
    }

    /** The states that lead to a state, by a byte or by the end of a call. */
    private int[][] before() {
        Ints from = new Ints();
        Ints to = new Ints();
        for (int s = 0; s < graph.states(); s++) {
            for (int e = graph.first()[s]; e < graph.first()[s + 1]; e++) {
                from.add(s);
                to.add(graph.target()[e]);
            }
            for (int c = graph.callFirst()[s]; c < graph.callFirst()[s + 1]; c++) {
                from.add(s);
                to.add(graph.callReturn()[c]);
            }
        }
        return Needs.group(graph.states(), to.toArray(), from.toArray());
    }

    private BitSet byNeed() {
        Map<Integer, Integer> known = new HashMap<>();
        for (int s = 0; s < graph.states(); s++) {
            int key = 2 * need[s] + (graph.accepting()[s] ? 1 : 0);
            classOf[s] = known.computeIfAbsent(key, _ -> classes++);
            size[classOf[s]]++;
        }
        BitSet all = new BitSet();
        all.set(0, graph.states());
        return all;
    }

    /** Splits off dirty states that differ from the rest of their class; gives the next ones. */
    private BitSet refine(BitSet dirty) {
        Map<Integer, Map<IntSet, List<Integer>>> groups = new HashMap<>();
        for (int s = dirty.nextSetBit(0); s >= 0 && work <= MAX_WORK; s = dirty.nextSetBit(s + 1)) {
            groups.computeIfAbsent(classOf[s], _ -> new HashMap<>())
                    .computeIfAbsent(signature(s), _ -> new ArrayList<>())
                    .add(s);
        }
        Map<Integer, IntSet> staying = new HashMap<>();
        groups.forEach((c, bySignature) -> staying.put(c, largest(c, bySignature, dirty)));
        List<Integer> moved = new ArrayList<>();
        groups.forEach((c, bySignature) ->
                bySignature.forEach((signature, members) -> {
                    if (!signature.equals(staying.getOrDefault(c, signature))) {
                        members.forEach(s -> classOf[s] = classes);
                        size[c] -= members.size();
                        size[classes++] = members.size();
                        moved.addAll(members);
                    }
                }));
        BitSet next = new BitSet();
        if (work <= MAX_WORK) {
            for (int s : moved) {
                for (int source : before[s]) {
                    next.set(source);
                }
            }
        }
        return next;
    }

    /**
     * The signature that keeps the number of the class: that of clean members, if there are any.
     */
    private IntSet largest(int c, Map<IntSet, List<Integer>> bySignature, BitSet dirty) {
        IntSet largest = new IntSet(new int[0]);
        int most = 0;
        int count = 0;
        for (Map.Entry<IntSet, List<Integer>> group : bySignature.entrySet()) {
            count += group.getValue().size();
            if (group.getValue().size() > most) {
                most = group.getValue().size();
                largest = group.getKey();
            }
        }
        return count == size[c] ? largest : signature(cleanMember(c, dirty));
    }

    private int cleanMember(int c, BitSet dirty) {
        int s = dirty.nextClearBit(0);
        while (classOf[s] != c) {
            work++;
            s = dirty.nextClearBit(s + 1);
        }
        return s;
    }

    /** Where bytes and calls lead, by class; neighbouring ranges of one class are joined. */
    private IntSet signature(int state) {
        Ints parts = new Ints();
        int end = -2;
        int target = -1;
        for (int e = graph.first()[state]; e < graph.first()[state + 1]; e++) {
            int low = graph.low()[e] & 0xFF;
            int next = classOf[graph.target()[e]];
            if (low != end + 1 || next != target) {
                parts.add(end);
                parts.add(low);
                parts.add(next);
            }
            end = graph.high()[e] & 0xFF;
            target = next;
        }
        parts.add(end);
        parts.add(CALLS);
        for (int c = graph.callFirst()[state]; c < graph.callFirst()[state + 1]; c++) {
            parts.add(graph.callRule()[c]);
            parts.add(classOf[graph.callReturn()[c]]);
        }
        work += 4 + parts.size();
        return new IntSet(parts.toArray());
    }
}
