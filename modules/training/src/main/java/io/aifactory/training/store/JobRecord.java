package io.aifactory.training.store;

import io.aifactory.contracts.Digest;
import io.aifactory.training.jobs.JobState;
import io.aifactory.training.spec.JobPlan;
import java.time.Instant;
import java.util.UUID;

/**
 * A training job as it stands.
 *
 * @param id of the job, and of the run in lineages
 * @param plan what it was submitted with
 * @param specDigest identity of the work
 * @param state where it stands
 * @param attempts started so far
 * @param figures latest figures
 * @param createdAt when it was accepted
 */
public record JobRecord(
        UUID id,
        JobPlan plan,
        Digest specDigest,
        JobState state,
        int attempts,
        JobFigures figures,
        Instant createdAt) {
    /**
     * It failed, and another attempt could continue from its checkpoints: the cause may pass, or
     * the model was trained and could only not be published.
     */
    public boolean resumable() {
        return state instanceof JobState.Failed failed
                && (failed.code().retryable() || figures.checkpointStep() >= plan.spec().steps());
    }
}
