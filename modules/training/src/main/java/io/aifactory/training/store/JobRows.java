package io.aifactory.training.store;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.training.jobs.JobState;
import io.aifactory.training.protocol.ProtocolJson;
import io.aifactory.training.spec.JobPlan;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Between rows and records. */
final class JobRows {
    private JobRows() {}

    static JobEntity of(UUID id, JobPlan plan, Instant now) {
        JobEntity row = new JobEntity();
        row.id = id;
        row.name = plan.name();
        row.specDigest = plan.spec().digest().value();
        row.plan = ProtocolJson.text(plan);
        row.registration = registration(plan);
        row.steps = plan.spec().steps();
        row.createdAt = now;
        enter(row, new JobState.Queued(), now);
        return row;
    }

    /** Where the result goes, as text: part of a job's identity. */
    static String registration(JobPlan plan) {
        return plan.register() == null ? "" : ProtocolJson.text(plan.register());
    }

    static JobRecord toRecord(JobEntity row) {
        return new JobRecord(
                row.id,
                ProtocolJson.parse(row.plan, JobPlan.class),
                new Digest(row.specDigest),
                state(row),
                row.attempt,
                new JobFigures(
                        row.step,
                        row.checkpointStep,
                        row.tokens,
                        row.parameters,
                        row.tokensPerSecond,
                        row.secondsLeft,
                        row.loss,
                        row.learningRate,
                        row.heldOutBitsPerByte,
                        row.bigramBitsPerByte,
                        row.sample,
                        row.joules,
                        row.joulesEstimated),
                row.createdAt);
    }

    static JobState state(JobEntity row) {
        return switch (JobState.Name.valueOf(row.state)) {
            case QUEUED -> new JobState.Queued();
            case RUNNING -> new JobState.Running(row.attempt, row.deaths);
            case WAITING -> new JobState.Waiting(row.attempt, row.deaths, retryAt(row));
            case PUBLISHING ->
                    new JobState.Publishing(row.attempt, row.publishFailures, retryAt(row));
            case SUCCEEDED ->
                    new JobState.Succeeded(
                            new Digest(Objects.requireNonNull(row.manifest)),
                            Optional.ofNullable(row.modelVersion));
            case FAILED ->
                    new JobState.Failed(
                            ErrorCode.valueOf(Objects.requireNonNull(row.errorCode)),
                            Objects.requireNonNull(row.errorMessage));
            case CANCELLED -> new JobState.Cancelled();
        };
    }

    private static Instant retryAt(JobEntity row) {
        return row.retryAt == null ? row.createdAt : row.retryAt;
    }

    static void enter(JobEntity row, JobState next, Instant now) {
        row.state = next.name().name();
        row.retryAt = null;
        row.finishedAt = null;
        row.errorCode = null;
        row.errorMessage = null;
        if (next.name().terminal()) {
            row.finishedAt = now;
            row.secondsLeft = null;
        }
        switch (next) {
            case JobState.Running(int attempt, int deaths) -> {
                row.attempt = attempt;
                row.deaths = deaths;
            }
            case JobState.Waiting(int attempt, int deaths, Instant until) -> {
                row.attempt = attempt;
                row.deaths = deaths;
                row.retryAt = until;
            }
            case JobState.Succeeded(Digest manifest, Optional<String> modelVersion) -> {
                row.manifest = manifest.value();
                row.modelVersion = modelVersion.orElse(null);
            }
            case JobState.Failed(ErrorCode code, String message) -> {
                row.errorCode = code.name();
                row.errorMessage = message;
            }
            case JobState.Queued(), JobState.Cancelled() -> {}
            case JobState.Publishing(int attempt, int failures, Instant until) -> {
                row.attempt = attempt;
                row.publishFailures = failures;
                row.retryAt = until;
            }
        }
    }
}
