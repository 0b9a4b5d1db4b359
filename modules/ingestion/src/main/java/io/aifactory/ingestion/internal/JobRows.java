package io.aifactory.ingestion.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.ingestion.job.IngestionJob;
import io.aifactory.ingestion.job.JobSpec;
import io.aifactory.ingestion.pipeline.Progress;
import io.aifactory.ingestion.pipeline.Recipe;
import java.util.List;
import java.util.Objects;

/** The way from states to rows and back. */
final class JobRows {
    private static final ObjectMapper JSON = new JsonMapper();

    /** The part of a spec that has no column of its own. */
    record Spec(List<String> sources, Recipe recipe) {}

    private JobRows() {}

    static IngestionJob job(JobRow row) {
        JobSpec spec = spec(row);
        Progress progress =
                new Progress(
                        Progress.Stage.valueOf(row.stage),
                        row.progress,
                        row.message,
                        row.documentsRead,
                        row.documentsKept,
                        row.duplicates,
                        row.bytes);
        return switch (row.state) {
            case QUEUED -> new IngestionJob.Queued(spec, row.interruptions);
            case RUNNING ->
                    new IngestionJob.Running(
                            spec,
                            progress,
                            Objects.requireNonNull(row.startedAt),
                            row.interruptions);
            case SUCCEEDED ->
                    new IngestionJob.Succeeded(
                            spec,
                            progress,
                            Objects.requireNonNull(row.startedAt),
                            new Digest(Objects.requireNonNull(row.dataset)),
                            Objects.requireNonNull(row.finishedAt));
            case FAILED ->
                    new IngestionJob.Failed(
                            spec,
                            progress,
                            Objects.requireNonNull(row.startedAt),
                            ErrorCode.valueOf(Objects.requireNonNull(row.errorCode)),
                            Objects.requireNonNull(row.errorMessage),
                            Objects.requireNonNull(row.finishedAt));
            case CANCELLED ->
                    new IngestionJob.Cancelled(
                            spec, progress, Objects.requireNonNull(row.finishedAt));
        };
    }

    /** Writes a job into its row. */
    static void fill(JobRow row, IngestionJob job) {
        JobSpec spec = job.spec();
        row.id = spec.id();
        row.name = spec.name();
        row.spec = json(new Spec(spec.sources(), spec.recipe()));
        row.createdAt = spec.createdAt();
        Progress progress = job.progress();
        row.stage = progress.stage().name();
        row.progress = progress.fraction();
        row.message = progress.message();
        row.documentsRead = progress.documentsRead();
        row.documentsKept = progress.documentsKept();
        row.duplicates = progress.duplicates();
        row.bytes = progress.bytes();
        switch (job) {
            case IngestionJob.Queued queued -> {
                row.state = JobRow.State.QUEUED;
                row.interruptions = queued.interruptions();
                row.startedAt = null;
            }
            case IngestionJob.Running running -> {
                row.state = JobRow.State.RUNNING;
                row.startedAt = running.startedAt();
                row.interruptions = running.interruptions();
            }
            case IngestionJob.Succeeded succeeded -> {
                row.state = JobRow.State.SUCCEEDED;
                row.dataset = succeeded.dataset().value();
                row.finishedAt = succeeded.finishedAt();
            }
            case IngestionJob.Failed failed -> {
                row.state = JobRow.State.FAILED;
                row.errorCode = failed.code().name();
                row.errorMessage = failed.message();
                row.finishedAt = failed.finishedAt();
            }
            case IngestionJob.Cancelled cancelled -> {
                row.state = JobRow.State.CANCELLED;
                row.finishedAt = cancelled.finishedAt();
            }
        }
    }

    private static JobSpec spec(JobRow row) {
        try {
            Spec spec = JSON.readValue(row.spec, Spec.class);
            return new JobSpec(row.id, row.name, spec.sources(), spec.recipe(), row.createdAt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the spec of job " + row.id + " is damaged", e);
        }
    }

    private static String json(Spec spec) {
        try {
            return JSON.writeValueAsString(spec);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a spec cannot be written", e);
        }
    }
}
