package io.aifactory.training.spec;

import org.jspecify.annotations.Nullable;

/**
 * What a job was submitted with.
 *
 * @param name what people call the run
 * @param spec what determines the result
 * @param checkpointEvery steps between two checkpoints; one more follows the last step
 * @param register where to register the result; null = only the manifest digest is kept
 */
public record JobPlan(
        String name, TrainingSpec spec, int checkpointEvery, @Nullable Registration register) {}
