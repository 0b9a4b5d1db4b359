/**
 * Running an automaton over tokens: which tokens of a vocabulary may come next, and what follows.
 *
 * <p>The method is that of XGrammar (Dong et al. 2024): for each automaton state the vocabulary is
 * walked once, as a trie, without looking below the running rule; the tokens that stay inside it
 * are decided for good, and only the trie nodes at which the rule ends are continued with the real
 * stack. Stacks are shared, immutable, and merged by state, so that ambiguity does not multiply
 * them.
 */
@NullMarked
package io.aifactory.tokenization.internal.grammar.mask;

import org.jspecify.annotations.NullMarked;
