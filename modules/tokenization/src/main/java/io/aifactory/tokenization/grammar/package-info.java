/**
 * Grammars over a vocabulary: what a model may say, token by token.
 *
 * <p>A {@link io.aifactory.tokenization.grammar.Grammar} (regular expression, choice, JSON Schema)
 * is compiled once against a vocabulary and then shared by all requests that use it; each sequence
 * keeps a small immutable state that tells which tokens may come next. Compiling is bounded in
 * work, states and depth, because grammars come from clients.
 */
@NullMarked
package io.aifactory.tokenization.grammar;

import org.jspecify.annotations.NullMarked;
