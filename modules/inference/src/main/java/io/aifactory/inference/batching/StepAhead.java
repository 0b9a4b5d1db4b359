package io.aifactory.inference.batching;

/**
 * What became of beginning a step before the tokens of the one before were known.
 *
 * @param begun whether the step was begun so
 * @param wastedRows its parts of sequences that were over by then
 */
public record StepAhead(boolean begun, int wastedRows) {
    /** Of a step that was begun when all tokens were known. */
    static final StepAhead NONE = new StepAhead(false, 0);
}
