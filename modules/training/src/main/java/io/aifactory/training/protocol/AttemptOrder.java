package io.aifactory.training.protocol;

import io.aifactory.training.spec.TrainingSpec;
import org.jspecify.annotations.Nullable;

/**
 * The order for one attempt, {@code spec.json}.
 *
 * @param jobId of the training job
 * @param attempt 1, 2, 3 …
 * @param name what people call the run
 * @param spec what determines the result
 * @param checkpointEvery steps between two checkpoints
 * @param storageRoot root folder of the blob store
 * @param checkpoints folder of the job's checkpoints, shared by its attempts one after the other
 * @param parent process to live and die with; null = none (started by hand)
 * @param power declared power of the machine, for where no meter is readable
 */
public record AttemptOrder(
        String jobId,
        int attempt,
        String name,
        TrainingSpec spec,
        int checkpointEvery,
        String storageRoot,
        String checkpoints,
        @Nullable ProcessIdentity parent,
        DeclaredPower power) {
    /**
     * Declared power of the machine.
     *
     * @param idleWatts drawn while nothing runs
     * @param wattsPerBusyCore added by each core that is fully busy
     */
    public record DeclaredPower(double idleWatts, double wattsPerBusyCore) {}
}
