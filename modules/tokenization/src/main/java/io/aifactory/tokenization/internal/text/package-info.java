/**
 * Characters, bytes and patterns: the places where Java's strings and the byte view of a tokenizer
 * meet. Everything here is a pure function or a small state machine over bytes.
 */
@NullMarked
package io.aifactory.tokenization.internal.text;

import org.jspecify.annotations.NullMarked;
