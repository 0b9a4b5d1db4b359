package io.aifactory.factory.supervision;

import io.aifactory.contracts.worker.v1.WorkerStatus;
import java.time.Duration;

/** What supervision asks of a worker over gRPC. */
public interface WorkerProbe extends AutoCloseable {
    /**
     * @throws WorkerUnreachable if there is no answer in time
     */
    WorkerStatus status(Duration timeout);

    /**
     * Loads the model; returns when the worker is ready.
     *
     * @throws ModelRefused if trying again will not help
     * @throws WorkerUnreachable if it fails otherwise or takes longer
     */
    void load(ReplicaSpec spec, Duration timeout);

    @Override
    void close();

    /** Opens probes. */
    @FunctionalInterface
    interface Factory {
        WorkerProbe open(String host, int port);
    }

    /** The worker cannot load the model, and another one could not either; the message says why. */
    final class ModelRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ModelRefused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The worker did not do what it was asked; the message says what happened. */
    final class WorkerUnreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public WorkerUnreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
