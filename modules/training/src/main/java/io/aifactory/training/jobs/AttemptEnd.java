package io.aifactory.training.jobs;

import io.aifactory.training.protocol.TrainerEvent;

/** How an attempt ended. */
public sealed interface AttemptEnd {
    /** It left a whole model. */
    record Trained() implements AttemptEnd {}

    /** It said why it could not go on. */
    record Reported(TrainerEvent.Failed failure) implements AttemptEnd {}

    /**
     * Its process ended without a last word.
     *
     * @param exitStatus as in {@link AttemptState.Died}
     */
    record Died(int exitStatus) implements AttemptEnd {}
}
