package io.aifactory.factory.supervision;

import io.aifactory.contracts.retry.Backoff;
import io.aifactory.contracts.worker.WorkerEndpoint;

/**
 * One replica of a deployment: a succession of worker processes. Starting → Ready → Waiting →
 * Starting …, until Stopped. A model that no worker can load ends in Failed.
 */
public sealed interface ReplicaState {
    /** Name under which people see it. */
    String label();

    /**
     * A process is starting or loading its model.
     *
     * @param workerId of the new process
     */
    record Starting(String workerId, Backoff backoff) implements ReplicaState {
        public Ready ready(WorkerEndpoint endpoint) {
            return new Ready(endpoint, 0, backoff);
        }

        public Waiting failed(String reason) {
            return new Waiting(reason, backoff.afterFailure());
        }

        /** The model cannot be loaded, and trying again would not help. */
        public Failed refused(String reason) {
            return new Failed(reason);
        }

        @Override
        public String label() {
            return "STARTING";
        }
    }

    /**
     * The process takes requests.
     *
     * @param missedChecks health checks in a row without an answer
     */
    record Ready(WorkerEndpoint endpoint, int missedChecks, Backoff backoff)
            implements ReplicaState {
        /** A worker that has answered for a while has paid off its earlier failures. */
        public Ready answered() {
            return missedChecks == 0 && backoff.failures() == 0
                    ? this
                    : new Ready(endpoint, 0, backoff.afterSuccess());
        }

        /**
         * @param allowed so many in a row are forgiven
         */
        public ReplicaState missed(int allowed) {
            return missedChecks + 1 > allowed
                    ? lost("no answer to " + (missedChecks + 1) + " health checks")
                    : new Ready(endpoint, missedChecks + 1, backoff);
        }

        public Waiting lost(String reason) {
            return new Waiting(reason, backoff.afterFailure());
        }

        @Override
        public String label() {
            return missedChecks == 0 ? "READY" : "UNWELL";
        }
    }

    /**
     * The process has ended; the next one starts after {@link Backoff#delay()}.
     *
     * @param reason why, for people
     */
    record Waiting(String reason, Backoff backoff) implements ReplicaState {
        public Starting retry(String workerId) {
            return new Starting(workerId, backoff);
        }

        @Override
        public String label() {
            return "RESTARTING";
        }
    }

    /**
     * There is no process, and none will be started: it could not load the model either.
     *
     * @param reason why, for people
     */
    record Failed(String reason) implements ReplicaState {
        @Override
        public String label() {
            return "FAILED";
        }
    }

    /** No further process will be started. */
    record Stopped() implements ReplicaState {
        @Override
        public String label() {
            return "STOPPED";
        }
    }
}
