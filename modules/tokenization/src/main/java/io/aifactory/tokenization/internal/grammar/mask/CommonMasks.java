package io.aifactory.tokenization.internal.grammar.mask;

import io.aifactory.tokenization.internal.grammar.automaton.Automaton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Masks of the rules that every grammar shares (any string, any number), found once for a
 * vocabulary. They are few and say nothing about who asked, so nothing is ever evicted.
 */
public final class CommonMasks {
    private final Map<Automaton.CommonState, OwnMask> masks = new ConcurrentHashMap<>();

    Optional<OwnMask> get(Automaton.CommonState state) {
        return Optional.ofNullable(masks.get(state));
    }

    void put(Automaton.CommonState state, OwnMask mask) {
        masks.put(state, mask);
    }
}
