package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Intersection and difference of two automata without calls. */
public final class DfaProduct {
    private static final int DEAD = -1;

    private record Pair(int left, int right) {}

    private final Dfa left;
    private final Dfa right;
    private final boolean subtract;
    private final Budget budget;
    private final Map<Pair, Integer> ids = new HashMap<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final Dfa.Builder result = new Dfa.Builder();

    private DfaProduct(Dfa left, Dfa right, boolean subtract, Budget budget) {
        this.left = left;
        this.right = right;
        this.subtract = subtract;
        this.budget = budget;
    }

    /** What both accept. */
    public static Dfa intersection(Dfa left, Dfa right, Budget budget) {
        return new DfaProduct(left, right, false, budget).run();
    }

    /** What the left accepts and the right does not. */
    public static Dfa difference(Dfa left, Dfa right, Budget budget) {
        return new DfaProduct(left, right, true, budget).run();
    }

    private Dfa run() {
        id(0, 0);
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            boolean rightAccepts = pair.right() != DEAD && right.accepting().get(pair.right());
            result.state(left.accepting().get(pair.left()) && rightAccepts != subtract);
            for (int e = left.first()[pair.left()]; e < left.first()[pair.left() + 1]; e++) {
                edges(left.labels()[e], left.targets()[e], pair.right());
            }
        }
        return Minimizer.minimize(result.build(), budget);
    }

    /** Divides one range of the left by the ranges of the right. */
    private void edges(int label, int leftTarget, int rightState) {
        int low = Label.low(label);
        int high = Label.high(label);
        if (rightState != DEAD) {
            for (int e = right.first()[rightState]; e < right.first()[rightState + 1]; e++) {
                budget.spend(1);
                int from = Math.max(low, Label.low(right.labels()[e]));
                int to = Math.min(high, Label.high(right.labels()[e]));
                if (from > to) {
                    continue;
                }
                if (subtract && low < from) {
                    result.edge(Label.bytes(low, from - 1), id(leftTarget, DEAD));
                }
                result.edge(Label.bytes(from, to), id(leftTarget, right.targets()[e]));
                low = to + 1;
            }
        }
        if (subtract && low <= high) {
            result.edge(Label.bytes(low, high), id(leftTarget, DEAD));
        }
    }

    private int id(int leftState, int rightState) {
        return ids.computeIfAbsent(
                new Pair(leftState, rightState),
                pair -> {
                    budget.state();
                    pairs.add(pair);
                    return pairs.size() - 1;
                });
    }
}
