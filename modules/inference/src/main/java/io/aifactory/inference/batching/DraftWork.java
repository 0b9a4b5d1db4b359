package io.aifactory.inference.batching;

/**
 * What a draft model has done for a step.
 *
 * @param nanos that it took
 * @param drafted drafts of it that the step checked
 * @param accepted of them, those that were right and taken over
 */
public record DraftWork(long nanos, int drafted, int accepted) {
    public static final DraftWork NONE = new DraftWork(0, 0, 0);
}
