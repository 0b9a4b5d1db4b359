package io.aifactory.scheduler.generation;

import io.aifactory.scheduler.dispatch.Lease;
import io.aifactory.scheduler.dispatch.Ticket;

/**
 * What a sequence holds at the moment, and so what has to be given back when nobody wants it any
 * more. It goes from idle to waiting to running and back until it ends; from each of them it may be
 * cancelled, and nothing follows on that.
 */
sealed interface SequenceState {
    /** Holds nothing: before its first and between two attempts, and after its end. */
    record Idle() implements SequenceState {}

    /** Has asked for a slot; it may have been given or refused one by now. */
    record Waiting(Ticket ticket) implements SequenceState {}

    /**
     * On a worker.
     *
     * @param attempt 0 for the first
     */
    record Running(int attempt, WorkerCall call, Lease slot) implements SequenceState {
        /** Whether what the worker sends for this attempt still counts. */
        boolean takes(int fromAttempt) {
            return fromAttempt == attempt && !call.end().isDone();
        }
    }

    /** Nobody waits for it any more. */
    record Cancelled() implements SequenceState {}
}
