package io.aifactory.training.jobs;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import java.time.Instant;
import java.util.Optional;

/** Where a training job stands; the methods are the legal transitions. */
public sealed interface JobState {
    /** Persisted names of the states. */
    enum Name {
        QUEUED,
        RUNNING,
        WAITING,
        PUBLISHING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean terminal() {
            return this == SUCCEEDED || this == FAILED || this == CANCELLED;
        }
    }

    Name name();

    /** A state in which work is left to do and can still be called off. */
    sealed interface Cancellable extends JobState permits Queued, Running, Waiting, Publishing {
        default Cancelled cancel() {
            return new Cancelled();
        }
    }

    /** Accepted; nothing started. */
    record Queued() implements Cancellable {
        @Override
        public Name name() {
            return Name.QUEUED;
        }

        public Running start() {
            return new Running(1, 0);
        }
    }

    /**
     * A trainer works on it.
     *
     * @param attempt number of the attempt, from 1
     * @param deaths attempts that died one after the other without a new checkpoint
     */
    record Running(int attempt, int deaths) implements Cancellable {
        @Override
        public Name name() {
            return Name.RUNNING;
        }

        /** A new checkpoint is durable: earlier deaths are forgiven. */
        public Running progressed() {
            return new Running(attempt, 0);
        }

        /** The trainer died; another attempt follows. */
        public Waiting died(Instant retryAt) {
            return new Waiting(attempt, deaths + 1, retryAt);
        }

        /** The control plane went away and took the trainer along; nobody is to blame. */
        public Waiting interrupted(Instant now) {
            return new Waiting(attempt, deaths, now);
        }

        public Publishing trained(Instant now) {
            return new Publishing(attempt, 0, now);
        }

        public Failed fail(ErrorCode code, String message) {
            return new Failed(code, message);
        }
    }

    /**
     * Between two attempts.
     *
     * @param attempt number of the last attempt
     * @param deaths as in {@link Running}
     * @param until when the next attempt starts
     */
    record Waiting(int attempt, int deaths, Instant until) implements Cancellable {
        @Override
        public Name name() {
            return Name.WAITING;
        }

        public Running start() {
            return new Running(attempt + 1, deaths);
        }
    }

    /**
     * The model is trained and goes to storage and registry.
     *
     * @param attempt whose output is published
     * @param failures tries that failed one after the other
     * @param until when the next try starts
     */
    record Publishing(int attempt, int failures, Instant until) implements Cancellable {
        @Override
        public Name name() {
            return Name.PUBLISHING;
        }

        public Succeeded published(Digest manifest, Optional<String> modelVersion) {
            return new Succeeded(manifest, modelVersion);
        }

        /** Storage or registry did not take it; they are asked again. */
        public Publishing failed(Instant retryAt) {
            return new Publishing(attempt, failures + 1, retryAt);
        }

        public Failed fail(ErrorCode code, String message) {
            return new Failed(code, message);
        }
    }

    /**
     * Done.
     *
     * @param manifest of the model in storage
     * @param modelVersion {@code name:version} in the registry, where it was registered
     */
    record Succeeded(Digest manifest, Optional<String> modelVersion) implements JobState {
        @Override
        public Name name() {
            return Name.SUCCEEDED;
        }
    }

    /**
     * Given up.
     *
     * @param code kind of failure
     * @param message safe to show
     */
    record Failed(ErrorCode code, String message) implements JobState {
        @Override
        public Name name() {
            return Name.FAILED;
        }

        /**
         * The same work was submitted again: another attempt continues from the checkpoints.
         *
         * @param attempt number of the last attempt
         */
        public Waiting resume(int attempt, Instant now) {
            return new Waiting(attempt, 0, now);
        }
    }

    /** Called off. */
    record Cancelled() implements JobState {
        @Override
        public Name name() {
            return Name.CANCELLED;
        }
    }
}
