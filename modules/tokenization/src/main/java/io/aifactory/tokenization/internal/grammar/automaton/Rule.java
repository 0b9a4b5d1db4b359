package io.aifactory.tokenization.internal.grammar.automaton;

/**
 * A named automaton that others call.
 *
 * @param location where in the client's grammar it comes from, for messages
 */
public record Rule(Dfa dfa, String location) {}
