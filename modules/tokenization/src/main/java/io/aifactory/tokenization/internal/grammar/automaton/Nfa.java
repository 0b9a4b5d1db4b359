package io.aifactory.tokenization.internal.grammar.automaton;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Thompson's construction (1968). State 0 is the start, state 1 the end. A fragment adds only edges
 * out of its first state and into its last, so that fragments may share both; loops are made on
 * states of their own.
 */
final class Nfa {
    static final int START = 0;
    static final int END = 1;

    private final Budget budget;
    private final Ints head = new Ints();
    private final Ints next = new Ints();
    private final Ints labels = new Ints();
    private final Ints targets = new Ints();

    private Nfa(Budget budget) {
        this.budget = budget;
    }

    static Nfa of(Expression expression, Budget budget) {
        Nfa nfa = new Nfa(budget);
        nfa.state();
        nfa.state();
        nfa.build(expression, START, END);
        return nfa;
    }

    int states() {
        return head.size();
    }

    /** The first edge of a state; -1 if it has none. */
    int firstEdge(int state) {
        return head.get(state);
    }

    int nextEdge(int edge) {
        return next.get(edge);
    }

    int label(int edge) {
        return labels.get(edge);
    }

    int target(int edge) {
        return targets.get(edge);
    }

    private int state() {
        budget.spend(1);
        head.add(-1);
        return head.size() - 1;
    }

    private void edge(int from, int label, int to) {
        budget.spend(1);
        next.add(head.get(from));
        labels.add(label);
        targets.add(to);
        head.set(from, labels.size() - 1);
    }

    private void skip(int from, int to) {
        edge(from, Label.EMPTY, to);
    }

    private void build(Expression expression, int from, int to) {
        switch (expression) {
            case Expression.Literal(String text) -> literal(text, from, to);
            case Expression.Range(int low, int high) -> edge(from, Label.bytes(low, high), to);
            case Expression.Call(int rule) -> edge(from, Label.call(rule), to);
            case Expression.Sequence(List<Expression> parts) -> sequence(parts, from, to);
            case Expression.Alternatives(List<Expression> parts) -> {
                for (Expression part : parts) {
                    build(part, from, to);
                }
            }
            case Expression.Repeat(Expression part, int minimum, int maximum) ->
                    repeat(part, minimum, maximum, from, to);
            case Expression.Embedded(Dfa dfa) -> embed(dfa, from, to);
            case Expression.Members members -> members(members, from, to);
        }
    }

    private void literal(String text, int from, int to) {
        int current = from;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            int after = state();
            edge(current, Label.bytes(b & 0xFF, b & 0xFF), after);
            current = after;
        }
        skip(current, to);
    }

    private void sequence(List<Expression> parts, int from, int to) {
        int current = from;
        for (int i = 0; i < parts.size() - 1; i++) {
            int after = state();
            build(parts.get(i), current, after);
            current = after;
        }
        if (parts.isEmpty()) {
            skip(from, to);
        } else {
            build(parts.getLast(), current, to);
        }
    }

    private void repeat(Expression part, int minimum, int maximum, int from, int to) {
        int current = from;
        for (int i = 0; i < minimum; i++) {
            int after = state();
            build(part, current, after);
            current = after;
        }
        if (maximum == Expression.UNBOUNDED) {
            int loop = state();
            skip(current, loop);
            build(part, loop, loop);
            skip(loop, to);
            return;
        }
        for (int i = minimum; i < maximum; i++) {
            skip(current, to);
            int after = state();
            build(part, current, after);
            current = after;
        }
        skip(current, to);
    }

    private void embed(Dfa dfa, int from, int to) {
        int base = states();
        for (int i = 0; i < dfa.states(); i++) {
            state();
        }
        skip(from, base);
        for (int s = 0; s < dfa.states(); s++) {
            for (int e = dfa.first()[s]; e < dfa.first()[s + 1]; e++) {
                edge(base + s, dfa.labels()[e], base + dfa.targets()[e]);
            }
            if (dfa.accepting().get(s)) {
                skip(base + s, to);
            }
        }
    }

    /** Two lanes: nothing said yet, and something said, where a separator comes first. */
    private void members(Expression.Members members, int from, int to) {
        int nothing = state();
        int something = state();
        skip(from, nothing);
        for (Expression.Member member : members.members()) {
            int begin = state();
            int nothingAfter = state();
            int somethingAfter = state();
            skip(nothing, begin);
            build(members.separator(), something, begin);
            build(member.part(), begin, somethingAfter);
            if (!member.required()) {
                skip(nothing, nothingAfter);
                skip(something, somethingAfter);
            }
            nothing = nothingAfter;
            something = somethingAfter;
        }
        Optional<Expression> others = members.others();
        if (others.isPresent()) {
            int begin = state();
            int loop = state();
            skip(nothing, begin);
            skip(something, loop);
            build(members.separator(), loop, begin);
            build(others.get(), begin, loop);
            skip(loop, to);
        }
        skip(nothing, to);
        skip(something, to);
    }
}
