/**
 * Finite automata over bytes, and the pushdown automaton that is several of them calling each
 * other.
 *
 * <p>An {@link io.aifactory.tokenization.internal.grammar.automaton.Expression} becomes an NFA
 * (Thompson), a DFA (subset construction) and a minimal DFA (Valmari and Lehtinen 2008); all of a
 * grammar's DFAs are linked into one {@link
 * io.aifactory.tokenization.internal.grammar.automaton.Automaton}. Every step is charged to a
 * budget.
 */
@NullMarked
package io.aifactory.tokenization.internal.grammar.automaton;

import org.jspecify.annotations.NullMarked;
