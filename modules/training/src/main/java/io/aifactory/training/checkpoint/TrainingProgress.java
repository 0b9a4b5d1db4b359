package io.aifactory.training.checkpoint;

import io.aifactory.contracts.Digest;

/**
 * What a checkpoint holds beside weights and moments. The place in the data, in the schedule and in
 * every random stream is a function of spec and step, so these two are the whole cursor.
 *
 * @param spec identity of the work; a checkpoint of another spec is never continued
 * @param step optimiser steps taken
 * @param tokens learned from
 * @param joules used by all attempts up to here
 */
public record TrainingProgress(Digest spec, long step, long tokens, double joules) {
    /** Nothing done yet. */
    public static TrainingProgress none(Digest spec) {
        return new TrainingProgress(spec, 0, 0, 0);
    }
}
