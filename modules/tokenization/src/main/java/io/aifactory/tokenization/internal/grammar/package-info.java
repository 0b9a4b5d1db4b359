/**
 * How grammars work inside: {@code regex} and {@code schema} read what clients write, {@code
 * automaton} makes it a machine over bytes, {@code mask} runs the machine over tokens.
 */
@NullMarked
package io.aifactory.tokenization.internal.grammar;

import org.jspecify.annotations.NullMarked;
