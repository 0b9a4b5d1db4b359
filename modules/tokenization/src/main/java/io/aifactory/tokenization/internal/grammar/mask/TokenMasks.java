package io.aifactory.tokenization.internal.grammar.mask;

import io.aifactory.tokenization.internal.grammar.automaton.Automaton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An automaton over the tokens of a vocabulary: masks and moves. Thread-safe; masks are made when
 * first asked for and kept within a bound.
 */
public final class TokenMasks {
    private record Top(int state, Stacks below) {}

    private final VocabularyTrie trie;
    private final Automaton automaton;
    private final CommonMasks common;
    private final int[] representative;
    private final MaskCache cache;

    /**
     * @param common shared by all grammars of the vocabulary
     * @param cacheBytes heap the masks may take
     */
    public TokenMasks(
            VocabularyTrie trie, CommonMasks common, Automaton automaton, long cacheBytes) {
        this.trie = trie;
        this.common = common;
        this.automaton = automaton;
        this.representative = automaton.representatives(trie.deepest());
        this.cache = new MaskCache(cacheBytes);
    }

    public int vocabularySize() {
        return trie.vocabularySize();
    }

    public Stacks start() {
        return Stacks.of(automaton.start(), Stacks.BOTTOM);
    }

    public boolean accepts(Stacks stacks) {
        return Stepper.accepts(automaton, stacks);
    }

    /** Whether nothing can follow. */
    public boolean finished(Stacks stacks) {
        for (int i = 0; i < stacks.size(); i++) {
            if (!automaton.isDeadEnd(stacks.state(i)) || !finished(stacks.below(i))) {
                return false;
            }
        }
        return true;
    }

    /** Estimated heap in bytes: the automaton and the masks made so far. */
    public long bytes() {
        return automaton.bytes() + 4L * representative.length + cache.bytes();
    }

    public int states() {
        return automaton.states();
    }

    /** What the stacks become; {@link Stacks#BOTTOM} if the token is not allowed. */
    public Stacks advance(Stacks stacks, int token) {
        int length = trie.length(token);
        if (length == 0) {
            return Stacks.BOTTOM;
        }
        Stepper stepper = new Stepper(automaton, automaton.frames());
        Stacks current = stacks;
        for (int i = 0; i < length && !current.isBottom(); i++) {
            current = stepper.step(current, trie.byteAt(token, i));
        }
        return current;
    }

    /**
     * Adds the tokens that may come next to a mask of cleared bits.
     *
     * @param target one bit for each token, least significant first
     */
    public void allowed(Stacks stacks, long[] target) {
        List<Top> tops = new ArrayList<>();
        collect(stacks, tops);
        if (tops.size() == 1 && tops.getFirst().below().isBottom()) {
            own(tops.getFirst()).orInto(target);
            return;
        }
        MaskCache.Key key = new MaskCache.Key.Whole(stacks);
        FullMask known = cache.get(key).map(FullMask.class::cast).orElse(null);
        if (known == null) {
            known = new FullMask(full(tops));
            cache.put(key, known);
        }
        System.arraycopy(known.mask(), 0, target, 0, known.mask().length);
    }

    /** The entries, and those that show where their rules may have ended already. */
    private void collect(Stacks stacks, List<Top> tops) {
        for (int i = 0; i < stacks.size(); i++) {
            Top top = new Top(stacks.state(i), stacks.below(i));
            if (!tops.contains(top)) {
                tops.add(top);
                if (automaton.accepts(top.state())) {
                    collect(top.below(), tops);
                }
            }
        }
    }

    private long[] full(List<Top> tops) {
        long[] mask = new long[(trie.vocabularySize() + 63) >> 6];
        TrieWalk walk = new TrieWalk(trie, automaton, automaton.frames());
        for (Top top : tops) {
            OwnMask own = own(top);
            own.orInto(mask);
            if (!top.below().isBottom()) {
                for (int node : own.ends()) {
                    walk.mark(node, top.below(), mask);
                }
            }
        }
        return mask;
    }

    private OwnMask own(Top top) {
        int state = representative[top.state()];
        int frames = automaton.frames() - top.below().height();
        OwnMask known = ample(state);
        if (known.reach() <= frames) {
            return known;
        }
        MaskCache.Key tight = new MaskCache.Key.State(state, frames);
        OwnMask exact = cache.get(tight).map(OwnMask.class::cast).orElse(null);
        if (exact == null) {
            exact = walk(state, frames);
            cache.put(tight, exact);
        }
        return exact;
    }

    private OwnMask ample(int state) {
        Optional<Automaton.CommonState> shared = automaton.common(state);
        MaskCache.Key key = new MaskCache.Key.State(state, MaskCache.Key.State.AMPLE);
        OwnMask known =
                shared.flatMap(common::get)
                        .or(() -> cache.get(key).map(OwnMask.class::cast))
                        .orElse(null);
        if (known == null) {
            known = walk(state, automaton.frames());
            if (shared.isPresent()) {
                common.put(shared.get(), known);
            } else {
                cache.put(key, known);
            }
        }
        return known;
    }

    private OwnMask walk(int state, int frames) {
        long[] mask = new long[(trie.vocabularySize() + 63) >> 6];
        TrieWalk walk = new TrieWalk(trie, automaton, frames);
        int[] ends = walk.markOwn(state, mask);
        return OwnMask.of(mask, ends, walk.reach());
    }
}
