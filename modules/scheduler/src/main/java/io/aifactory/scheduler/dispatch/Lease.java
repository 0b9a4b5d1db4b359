package io.aifactory.scheduler.dispatch;

import io.aifactory.schedulercore.routing.DecisionRecord;

/** A slot on a worker, held until closed. Thread-safe. */
public interface Lease extends AutoCloseable {
    String workerId();

    /** Why it is this worker. */
    DecisionRecord decision();

    /** The worker has generated so many tokens more; with the first ones the prompt is computed. */
    void generated(int tokens);

    /**
     * The sequence has come to its end; what is closed without has lost its worker or its client.
     */
    void finished();

    /** Gives the slot to whoever waits; further calls change nothing. */
    @Override
    void close();
}
