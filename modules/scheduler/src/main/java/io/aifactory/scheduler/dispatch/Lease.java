package io.aifactory.scheduler.dispatch;

import io.aifactory.schedulercore.routing.DecisionRecord;

/** A slot on a worker, held until closed. Thread-safe. */
public interface Lease extends AutoCloseable {
    String workerId();

    /** Why it is this worker. */
    DecisionRecord decision();

    /** The prompt has been computed. */
    void firstToken();

    /** Gives the slot to whoever waits; further calls change nothing. */
    @Override
    void close();
}
