/**
 * An interpreter for the subset of Jinja 3.1 that chat templates are written in, with the semantics
 * of Python where Jinja shows them (truth, division, {@code str()}, slices). Text goes through a
 * lexer and a parser to an immutable tree of records; a run walks the tree. Values are a closed set
 * of types: there is nothing to reflect on. Every run has a budget, and every text knows which of
 * its characters the template wrote.
 */
@NullMarked
package io.aifactory.tokenization.internal.jinja;

import org.jspecify.annotations.NullMarked;
