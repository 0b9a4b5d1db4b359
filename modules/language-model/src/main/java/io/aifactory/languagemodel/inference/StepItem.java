package io.aifactory.languagemodel.inference;

import java.util.List;
import java.util.Optional;

/**
 * What one sequence contributes to a step: a prefill chunk, one decoded token, or one decoded token
 * with drafts after it. A draft is a guess at the next token: with a sampling for the decoded token
 * and for each draft, one step gives the tokens that follow each of them, as if everything before
 * it was right. They count up to the first that is not the draft it was guessed as; keys and values
 * of wrong drafts lie behind the sequence's end and are written over.
 *
 * @param slot where its keys and values are kept
 * @param position number of tokens of the sequence already in the slot; the new tokens follow them
 * @param tokens the new tokens, at least one; {@link #NEWEST} alone for one that is not known yet
 * @param samplings how to choose the tokens that follow its last so many tokens, each by itself;
 *     empty while more of the prompt is to come
 * @param adapter index of the adapter it is computed with, or {@link #BASE}
 */
@SuppressWarnings("ArrayRecordComponent") // hot path: one per sequence and step, never compared
public record StepItem(
        int slot, int position, int[] tokens, List<Sampling> samplings, int adapter) {
    /** The model as it is, without an adapter. */
    public static final int BASE = -1;

    /** Stands for the token that the step before this one chooses for the slot. */
    public static final int NEWEST = -1;

    public StepItem {
        samplings = List.copyOf(samplings);
        if (samplings.size() > tokens.length) {
            throw new IllegalArgumentException(
                    "%d results of %d tokens".formatted(samplings.size(), tokens.length));
        }
    }

    /**
     * At most one result.
     *
     * @param sampling how to choose the token after the last one; empty while more of the prompt is
     *     to come
     */
    public StepItem(
            int slot, int position, int[] tokens, Optional<Sampling> sampling, int adapter) {
        this(slot, position, tokens, sampling.stream().toList(), adapter);
    }

    /** Of the model as it is, with at most one result. */
    public StepItem(int slot, int position, int[] tokens, Optional<Sampling> sampling) {
        this(slot, position, tokens, sampling, BASE);
    }

    /**
     * Its tokens that are known to belong to the sequence: all but the drafts that were wrong.
     *
     * @param taken how many of its results count
     */
    public int settled(int taken) {
        return tokens.length - Math.max(0, samplings.size() - Math.max(1, taken));
    }

    /** Its token is the one that the step before this one chooses. */
    public boolean continues() {
        return tokens.length == 1 && tokens[0] == NEWEST;
    }

    /** A decoded token with drafts, or several of them: every token has a result. */
    public boolean drafted() {
        return samplings.size() > 1 && samplings.size() == tokens.length;
    }
}
