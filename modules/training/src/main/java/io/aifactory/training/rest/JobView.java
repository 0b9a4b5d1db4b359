package io.aifactory.training.rest;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.training.jobs.JobState;
import io.aifactory.training.spec.JobPlan;
import io.aifactory.training.spec.ModelShape;
import io.aifactory.training.spec.TrainingSpec;
import io.aifactory.training.store.JobFigures;
import io.aifactory.training.store.JobRecord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A training job in JSON; null while unknown. */
public record JobView(
        String id,
        String name,
        String state,
        String dataset,
        String specDigest,
        ModelShape model,
        @Nullable Long parameters,
        long step,
        int steps,
        long checkpointStep,
        long tokens,
        @Nullable Double tokensPerSecond,
        @Nullable Double secondsLeft,
        @Nullable Double loss,
        @Nullable Double learningRate,
        @Nullable Double heldOutBitsPerByte,
        @Nullable Double bigramBitsPerByte,
        @Nullable String sample,
        @Nullable Double joules,
        @Nullable Boolean joulesEstimated,
        int attempts,
        @Nullable String manifest,
        @Nullable String modelVersion,
        @Nullable Failure error,
        String createdAt) {
    /**
     * Why a job failed.
     *
     * @param code machine-readable
     * @param message safe to show
     */
    public record Failure(String code, String message) {}

    static JobView of(JobRecord job) {
        JobPlan plan = job.plan();
        TrainingSpec spec = plan.spec();
        JobFigures figures = job.figures();
        Outcome outcome = outcome(job.state());
        return new JobView(
                job.id().toString(),
                plan.name(),
                job.state().name().name(),
                spec.dataset().value(),
                job.specDigest().value(),
                spec.model(),
                figures.parameters(),
                figures.step(),
                spec.steps(),
                figures.checkpointStep(),
                figures.tokens(),
                figures.tokensPerSecond(),
                figures.secondsLeft(),
                figures.loss(),
                figures.learningRate(),
                figures.heldOutBitsPerByte(),
                figures.bigramBitsPerByte(),
                figures.sample(),
                figures.joules(),
                figures.joulesEstimated(),
                job.attempts(),
                outcome.manifest(),
                outcome.modelVersion(),
                outcome.error(),
                job.createdAt().toString());
    }

    private record Outcome(
            @Nullable String manifest, @Nullable String modelVersion, @Nullable Failure error) {
        static final Outcome NONE = new Outcome(null, null, null);
    }

    private static Outcome outcome(JobState state) {
        return switch (state) {
            case JobState.Succeeded(Digest manifest, Optional<String> version) ->
                    new Outcome(manifest.value(), version.orElse(null), null);
            case JobState.Failed(ErrorCode code, String message) ->
                    new Outcome(null, null, new Failure(code.code(), message));
            case JobState.Queued(), JobState.Cancelled() -> Outcome.NONE;
            case JobState.Running running -> Outcome.NONE;
            case JobState.Waiting waiting -> Outcome.NONE;
            case JobState.Publishing publishing -> Outcome.NONE;
        };
    }
}
