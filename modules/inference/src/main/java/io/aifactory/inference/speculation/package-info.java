/**
 * Guesses at the next tokens of a sequence, which one step checks together: where a text repeats
 * what stands in its prompt or in itself, several tokens come out of one step. Whatever is guessed,
 * the tokens are those that would have come one at a time. Pure: no engine, no clock, no thread.
 */
@NullMarked
package io.aifactory.inference.speculation;

import org.jspecify.annotations.NullMarked;
