package io.aifactory.tokenization.internal.grammar.mask;

import io.aifactory.tokenization.internal.grammar.automaton.Automaton;
import io.aifactory.tokenization.internal.grammar.automaton.Ints;

/**
 * Goes through the vocabulary below a trie node and marks the tokens that stacks take. A level
 * keeps either one state with what lies below it, or several stacks; a single state that neither
 * calls nor ends moves by one look-up, which is the common case.
 */
final class TrieWalk {
    private static final int SEVERAL = -1;

    private final VocabularyTrie trie;
    private final Automaton automaton;
    private final Stepper stepper;
    private final int[] state;
    private final Stacks[] stacks;

    TrieWalk(VocabularyTrie trie, Automaton automaton, int frames) {
        this.trie = trie;
        this.automaton = automaton;
        this.stepper = new Stepper(automaton, frames);
        this.state = new int[trie.deepest() + 1];
        this.stacks = new Stacks[trie.deepest() + 1];
    }

    int reach() {
        return stepper.reach();
    }

    /** Marks the tokens below a node, given the stacks at that node. */
    void mark(int node, Stacks from, long[] mask) {
        walk(node, from, mask, new Ints(), false);
    }

    /**
     * Marks the tokens a single state takes on its own, and gives the nodes at which its rule may
     * end.
     */
    int[] markOwn(int from, long[] mask) {
        Ints ends = new Ints();
        walk(0, Stacks.of(from, Stacks.BOTTOM), mask, ends, true);
        return ends.toArray();
    }

    private void walk(int node, Stacks from, long[] mask, Ints ends, boolean own) {
        enter(trie.depth(node), from);
        int stop = trie.end(node);
        int at = node + 1;
        while (at < stop) {
            int depth = trie.depth(at);
            if (!move(depth, trie.label(at))) {
                at = trie.end(at);
                continue;
            }
            if (trie.isToken(at)) {
                trie.setBits(at, mask);
            }
            if (own && trie.hasChildren(at) && mayEnd(depth)) {
                ends.add(at);
            }
            at++;
        }
    }

    private boolean move(int depth, int b) {
        int before = state[depth - 1];
        Stacks below = stacks[depth - 1];
        Stacks after;
        if (before == SEVERAL) {
            after = stepper.step(below, b);
        } else if (automaton.calls(before) || (automaton.accepts(before) && !below.isBottom())) {
            after = stepper.step(before, below, b);
        } else {
            int next = automaton.next(before, b);
            if (next < 0 || !stepper.fits(next, below)) {
                return false;
            }
            state[depth] = next;
            stacks[depth] = below;
            return true;
        }
        if (after.isBottom()) {
            return false;
        }
        enter(depth, after);
        return true;
    }

    private void enter(int depth, Stacks entered) {
        if (entered.size() == 1) {
            state[depth] = entered.state(0);
            stacks[depth] = entered.below(0);
        } else {
            state[depth] = SEVERAL;
            stacks[depth] = entered;
        }
    }

    private boolean mayEnd(int depth) {
        if (state[depth] == SEVERAL) {
            return Stepper.accepts(automaton, stacks[depth]);
        }
        return automaton.accepts(state[depth])
                && (stacks[depth].isBottom() || Stepper.accepts(automaton, stacks[depth]));
    }
}
