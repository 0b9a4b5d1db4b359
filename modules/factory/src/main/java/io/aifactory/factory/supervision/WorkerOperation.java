package io.aifactory.factory.supervision;

import io.aifactory.contracts.worker.v1.WorkerStatus;

/**
 * How a worker runs its model, as far as it chose that.
 *
 * @param precision that it keeps the model in; empty while none is loaded
 * @param threads of the processor for one operation; 0 = as the device is configured
 * @param mostSequences that may have slots at once now, by the SLO's ITL
 * @param sloShortfall for people: what of the SLO is not kept as far as was measured; may be empty
 */
public record WorkerOperation(
        String precision, int threads, int mostSequences, String sloShortfall) {
    /** Of a worker that has not answered. */
    static final WorkerOperation UNKNOWN = new WorkerOperation("", 0, 0, "");

    static WorkerOperation of(WorkerStatus status) {
        return new WorkerOperation(
                status.getPrecision(),
                status.getThreads(),
                status.getMostSequences(),
                status.getSloShortfall());
    }
}
