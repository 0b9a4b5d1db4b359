package io.aifactory.ingestion.job;

import io.aifactory.contracts.Digest;
import io.aifactory.ingestion.pipeline.Dataset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Keeps jobs, their events and the dataset versions they made. Every change is durable. */
public interface JobBook {
    /** Adds a job and the event {@code QUEUED}. */
    void add(IngestionJob.Queued job);

    Optional<IngestionJob> find(UUID id);

    /** The newest first. */
    List<IngestionJob> newest(int limit);

    /** How many jobs wait. */
    long queued();

    /** The job that has waited longest. */
    Optional<IngestionJob.Queued> longestWaiting();

    /** Jobs that are marked as running, the oldest first. */
    List<IngestionJob.Running> running();

    /**
     * Changes a job while nobody else can, and appends an event if there is one. The change gets
     * the job as it is now and may return it unchanged; then nothing is written.
     *
     * @return the job afterwards; empty if there is none
     */
    Optional<IngestionJob> change(
            UUID id, UnaryOperator<IngestionJob> change, Optional<JobEvent> event);

    /** Appends a warning. */
    void warn(UUID id, JobEvent event);

    /** The oldest first. */
    List<JobEvent> events(UUID id);

    /** Marks a running job as succeeded and keeps the version it made, in one transaction. */
    void succeed(UUID id, Dataset dataset);

    /** The version with this key. */
    Optional<Digest> versionOf(Digest key);
}
