package io.aifactory.factory.supervision.history;

import java.time.Instant;

/**
 * A change of a worker's state; JSON of {@code /api/v1/workers/{id}/events}.
 *
 * @param id grows with every event
 * @param state it entered: STARTING, READY, UNWELL, RESTARTING, FAILED or STOPPED
 * @param workerId the process in question: of a loss, the one that was lost
 * @param detail why; may be empty
 */
public record WorkerEvent(long id, Instant at, String state, String workerId, String detail) {}
