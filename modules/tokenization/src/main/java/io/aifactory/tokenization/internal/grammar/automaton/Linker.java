package io.aifactory.tokenization.internal.grammar.automaton;

import io.aifactory.tokenization.grammar.InvalidGrammarException;
import java.util.BitSet;
import java.util.List;

/** Joins the rules of a grammar into one automaton and checks that it can be run. */
public final class Linker {
    private Linker() {}

    /**
     * Links rules; rule 0 is the whole grammar.
     *
     * @param single bytes that are tokens by themselves; only these are relied on to finish an
     *     answer, so that no sequence of allowed tokens ends where none is left
     * @throws InvalidGrammarException if a rule calls itself without consuming anything, nothing is
     *     ever accepted, nesting is too deep, or there are too many ambiguous places
     */
    public static Automaton link(List<Rule> rules, BitSet single, Budget budget) {
        FirstBytes firstBytes = FirstBytes.of(rules, budget);
        firstBytes.requireFewOverlaps();
        Graph graph = Graph.of(rules);
        budget.spend(graph.states() + graph.target().length + graph.callRule().length);
        int[] need = new Needs(graph, single, budget).solve();
        int frames = budget.limits().depth();
        if (need[0] > frames) {
            throw new InvalidGrammarException(
                    rules.getFirst().location(),
                    "nothing can ever satisfy it within "
                            + frames
                            + " levels of nesting; look for a required property that contains"
                            + " itself, contradictory keywords, or characters the model has no"
                            + " tokens for");
        }
        long[][] callBytes = new long[graph.callRule().length][];
        for (int c = 0; c < callBytes.length; c++) {
            callBytes[c] = firstBytes.of(graph.callRule()[c]);
        }
        return new Automaton(
                graph, callBytes, need, frames, rules.stream().map(Rule::common).toList());
    }
}
