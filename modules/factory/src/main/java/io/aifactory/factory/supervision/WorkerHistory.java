package io.aifactory.factory.supervision;

/** Keeps what happens to workers. */
@FunctionalInterface
public interface WorkerHistory {
    /**
     * Takes down a change of state; called in the order of the changes of a replica, from the
     * thread that keeps its worker alive. Returns at once and never throws: a worker is restarted
     * whether or not somebody can write it down.
     */
    void record(WorkerChange change);
}
