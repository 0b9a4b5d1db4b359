package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.Optional;

/**
 * A named automaton that others call.
 *
 * @param location where in the client's grammar it comes from, for messages
 * @param common the name of a rule that is the same in every grammar and calls no other
 */
public record Rule(Dfa dfa, String location, Optional<String> common) {
    public Rule(Dfa dfa, String location) {
        this(dfa, location, Optional.empty());
    }
}
