package io.aifactory.tokenization.internal.grammar.automaton;

import io.aifactory.tokenization.grammar.InvalidGrammarException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which bytes each rule may begin with; refuses rules that call themselves before any byte. */
final class FirstBytes {
    private enum Mark {
        NEW,
        OPEN,
        DONE
    }

    private final List<Rule> rules;
    private final Budget budget;
    private final long[][] bytes;

    private FirstBytes(List<Rule> rules, Budget budget) {
        this.rules = rules;
        this.budget = budget;
        this.bytes = new long[rules.size()][4];
    }

    static FirstBytes of(List<Rule> rules, Budget budget) {
        FirstBytes result = new FirstBytes(rules, budget);
        List<Mark> marks = new ArrayList<>(Collections.nCopies(rules.size(), Mark.NEW));
        for (int r = 0; r < rules.size(); r++) {
            if (r > 0 && rules.get(r).dfa().acceptsEmpty()) {
                throw new IllegalStateException("rule " + r + " accepts the empty string");
            }
            result.visit(r, marks);
        }
        return result;
    }

    /** Depth first with a stack of its own: chains of rules may be long. */
    private void visit(int root, List<Mark> marks) {
        List<Integer> stack = new ArrayList<>(List.of(root));
        while (!stack.isEmpty()) {
            int rule = stack.getLast();
            if (marks.get(rule) == Mark.DONE) {
                stack.removeLast();
                continue;
            }
            boolean waiting = false;
            if (marks.get(rule) == Mark.NEW) {
                marks.set(rule, Mark.OPEN);
                waiting = open(rule, marks, stack);
            }
            if (!waiting) {
                stack.removeLast();
                add(rules.get(rule).dfa(), 0, bytes[rule]);
                marks.set(rule, Mark.DONE);
            }
        }
    }

    private boolean open(int rule, List<Mark> marks, List<Integer> stack) {
        boolean waiting = false;
        Dfa dfa = rules.get(rule).dfa();
        for (int e = dfa.first()[0]; e < dfa.first()[1]; e++) {
            budget.spend(1);
            if (Label.isCall(dfa.labels()[e])) {
                int called = Label.rule(dfa.labels()[e]);
                if (marks.get(called) == Mark.OPEN) {
                    throw new InvalidGrammarException(
                            rules.get(rule).location(),
                            "refers to itself before anything is written; put the reference inside"
                                    + " a property or an item");
                }
                if (marks.get(called) == Mark.NEW) {
                    stack.add(called);
                    waiting = true;
                }
            }
        }
        return waiting;
    }

    /** The bytes a rule may begin with, one bit each. */
    long[] of(int rule) {
        return bytes[rule];
    }

    /** Adds what may come next in a state; gives the number of overlapping edges. */
    private int add(Dfa dfa, int state, long[] into) {
        int overlaps = 0;
        for (int e = dfa.first()[state]; e < dfa.first()[state + 1]; e++) {
            int label = dfa.labels()[e];
            boolean overlap = false;
            if (Label.isCall(label)) {
                for (int w = 0; w < 4; w++) {
                    overlap |= (into[w] & bytes[Label.rule(label)][w]) != 0;
                    into[w] |= bytes[Label.rule(label)][w];
                }
            } else {
                for (int b = Label.low(label); b <= Label.high(label); b++) {
                    overlap |= (into[b >> 6] >>> b & 1) != 0;
                    into[b >> 6] |= 1L << b;
                }
            }
            overlaps += overlap ? 1 : 0;
        }
        return overlaps;
    }

    void requireFewOverlaps() {
        int overlaps = 0;
        for (Rule rule : rules) {
            for (int s = 0; s < rule.dfa().states(); s++) {
                overlaps += add(rule.dfa(), s, new long[4]);
                if (overlaps > budget.limits().ambiguity()) {
                    throw new InvalidGrammarException(
                            rule.location(),
                            "the grammar has more than "
                                    + budget.limits().ambiguity()
                                    + " places where several values may begin alike; give the"
                                    + " alternatives a first property with different constants");
                }
            }
        }
    }
}
