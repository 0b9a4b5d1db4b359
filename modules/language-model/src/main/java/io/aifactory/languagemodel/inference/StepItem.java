package io.aifactory.languagemodel.inference;

import java.util.Optional;

/**
 * What one sequence contributes to a step: a prefill chunk or one decoded token.
 *
 * @param slot where its keys and values are kept
 * @param position number of tokens of the sequence already in the slot; the new tokens follow them
 * @param tokens the new tokens, at least one
 * @param sampling how to choose the next token; empty while more of the prompt is to come
 * @param adapter index of the adapter it is computed with, or {@link #BASE}
 */
@SuppressWarnings("ArrayRecordComponent") // hot path: one per sequence and step, never compared
public record StepItem(
        int slot, int position, int[] tokens, Optional<Sampling> sampling, int adapter) {
    /** The model as it is, without an adapter. */
    public static final int BASE = -1;

    /** Of the model as it is. */
    public StepItem(int slot, int position, int[] tokens, Optional<Sampling> sampling) {
        this(slot, position, tokens, sampling, BASE);
    }
}
