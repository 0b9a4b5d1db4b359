package io.aifactory.tokenization.internal.grammar.automaton;

/** The way from an expression to its minimal automaton. */
public final class Automata {
    private Automata() {}

    /**
     * The minimal automaton of an expression.
     *
     * @param location blamed if the expression is too large
     */
    public static Dfa compile(Expression expression, String location, Budget budget) {
        budget.requireSize(expression.size(), location);
        return Minimizer.minimize(Determinizer.determinize(expression, budget), budget);
    }
}
