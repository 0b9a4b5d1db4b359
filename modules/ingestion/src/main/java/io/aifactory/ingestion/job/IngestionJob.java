package io.aifactory.ingestion.job;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.ingestion.pipeline.Progress;
import java.time.Instant;

/** A job in one of its states; the methods of a state are the ways out of it. */
public sealed interface IngestionJob {
    /** A job during which the process ended this often is likely to be the reason. */
    int MOST_INTERRUPTIONS = 3;

    JobSpec spec();

    Progress progress();

    /** Whether no way leads out of this state. */
    default boolean isFinished() {
        return switch (this) {
            case Queued _, Running _ -> false;
            case Succeeded _, Failed _, Cancelled _ -> true;
        };
    }

    /**
     * Waits for its turn.
     *
     * @param interruptions how often the process died while the job ran
     */
    record Queued(JobSpec spec, int interruptions) implements IngestionJob {
        /** A new one. */
        public Queued(JobSpec spec) {
            this(spec, 0);
        }

        @Override
        public Progress progress() {
            return Progress.NONE;
        }

        public Running start(Instant at) {
            return new Running(spec, Progress.NONE, at, interruptions);
        }

        public Cancelled cancel(Instant at) {
            return new Cancelled(spec, Progress.NONE, at);
        }
    }

    /**
     * Being worked on.
     *
     * @param interruptions how often the process died in earlier runs
     */
    record Running(JobSpec spec, Progress progress, Instant startedAt, int interruptions)
            implements IngestionJob {
        public Running advance(Progress to) {
            return new Running(spec, to, startedAt, interruptions);
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

        /** The process was told to stop while it ran. */
        public Queued requeue() {
            return new Queued(spec, interruptions);
        }

        /** The process died while it ran: it begins anew, but not for ever. */
        public IngestionJob interrupt(Instant at) {
            int now = interruptions + 1;
            return now < MOST_INTERRUPTIONS
                    ? new Queued(spec, now)
                    : fail(ErrorCode.LIMIT_EXCEEDED, endedTheProcess(), at);
        }

        private String endedTheProcess() {
            int others = spec.sources().size() - 1;
            return "The factory ended three times while reading "
                    + spec.sources().getFirst()
                    + (others == 0 ? "" : " and " + others + " more")
                    + "; use a smaller corpus or a larger heap.";
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
