package io.aifactory.ingestion.job;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.ingestion.pipeline.Progress;
import java.time.Instant;

/** A job in one of its states; the methods of a state are the ways out of it. */
public sealed interface IngestionJob {
    JobSpec spec();

    Progress progress();

    /** Whether no way leads out of this state. */
    default boolean isFinished() {
        return switch (this) {
            case Queued _, Running _ -> false;
            case Succeeded _, Failed _, Cancelled _ -> true;
        };
    }

    /** Waits for its turn. */
    record Queued(JobSpec spec) implements IngestionJob {
        @Override
        public Progress progress() {
            return Progress.NONE;
        }

        public Running start(Instant at) {
            return new Running(spec, Progress.NONE, at);
        }

        public Cancelled cancel(Instant at) {
            return new Cancelled(spec, Progress.NONE, at);
        }
    }

    /** Being worked on. */
    record Running(JobSpec spec, Progress progress, Instant startedAt) implements IngestionJob {
        public Running advance(Progress to) {
            return new Running(spec, to, startedAt);
        }

        public Succeeded succeed(Digest dataset, Instant at) {
            return new Succeeded(spec, progress.done(), startedAt, dataset, at);
        }

        public Failed fail(ErrorCode code, String message, Instant at) {
            return new Failed(spec, progress, startedAt, code, message, at);
        }

        public Cancelled cancel(Instant at) {
            return new Cancelled(spec, progress, at);
        }

        /** The process died while it ran. */
        public Queued restart() {
            return new Queued(spec);
        }
    }

    /**
     * Made a dataset version, or found that it exists.
     *
     * @param dataset digest of its manifest
     */
    record Succeeded(
            JobSpec spec, Progress progress, Instant startedAt, Digest dataset, Instant finishedAt)
            implements IngestionJob {}

    /**
     * Could not be done.
     *
     * @param message names the input and what to do
     */
    record Failed(
            JobSpec spec,
            Progress progress,
            Instant startedAt,
            ErrorCode code,
            String message,
            Instant finishedAt)
            implements IngestionJob {}

    /** Given up on request. */
    record Cancelled(JobSpec spec, Progress progress, Instant finishedAt) implements IngestionJob {}
}
