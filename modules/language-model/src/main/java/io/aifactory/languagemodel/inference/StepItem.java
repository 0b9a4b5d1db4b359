package io.aifactory.languagemodel.inference;

import java.util.Optional;

/**
 * What one sequence contributes to a step: a prefill chunk or one decoded token.
 *
 * @param slot where its keys and values are kept
 * @param position number of tokens of the sequence already in the slot; the new tokens follow them
 * @param tokens the new tokens, at least one
 * @param sampling how to choose the next token; empty while more of the prompt is to come
 */
@SuppressWarnings("ArrayRecordComponent") // hot path: one per sequence and step, never compared
public record StepItem(int slot, int position, int[] tokens, Optional<Sampling> sampling) {}
