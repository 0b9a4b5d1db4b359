package io.aifactory.ingestion.api;

import io.aifactory.contracts.Digest;
import io.aifactory.ingestion.job.IngestionJob;
import io.aifactory.ingestion.pipeline.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job.
 *
 * @param progress 0…1
 * @param bytes UTF-8 bytes of the documents kept so far
 * @param dataset digest of the version it made
 */
public record JobView(
        String id,
        String name,
        List<String> sources,
        String state,
        String stage,
        double progress,
        String message,
        long documentsRead,
        long documentsKept,
        long duplicates,
        long bytes,
        Optional<String> dataset,
        Optional<ErrorView> error,
        Instant createdAt,
        Optional<Instant> finishedAt) {
    /** Why a job failed. */
    public record ErrorView(String code, String message) {}

    static JobView of(IngestionJob job) {
        Progress progress = job.progress();
        String state;
        Optional<Digest> dataset = Optional.empty();
        Optional<ErrorView> error = Optional.empty();
        Optional<Instant> finishedAt = Optional.empty();
        switch (job) {
            case IngestionJob.Queued _ -> state = "QUEUED";
            case IngestionJob.Running _ -> state = "RUNNING";
            case IngestionJob.Succeeded succeeded -> {
                state = "SUCCEEDED";
                dataset = Optional.of(succeeded.dataset());
                finishedAt = Optional.of(succeeded.finishedAt());
            }
            case IngestionJob.Failed failed -> {
                state = "FAILED";
                error = Optional.of(new ErrorView(failed.code().code(), failed.message()));
                finishedAt = Optional.of(failed.finishedAt());
            }
            case IngestionJob.Cancelled cancelled -> {
                state = "CANCELLED";
                finishedAt = Optional.of(cancelled.finishedAt());
            }
        }
        return new JobView(
                job.spec().id().toString(),
                job.spec().name(),
                job.spec().sources(),
                state,
                progress.stage().name().toLowerCase(java.util.Locale.ROOT),
                progress.fraction(),
                progress.message(),
                progress.documentsRead(),
                progress.documentsKept(),
                progress.duplicates(),
                progress.bytes(),
                dataset.map(Digest::value),
                error,
                job.spec().createdAt(),
                finishedAt);
    }
}
