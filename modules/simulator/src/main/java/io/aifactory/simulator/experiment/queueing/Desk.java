package io.aifactory.simulator.experiment.queueing;

import io.aifactory.simulator.engine.SimulatedSequence;

/** Port: who waits in front of the workers of a {@link LateFleet}, and who goes next. */
interface Desk {
    /** A request has come. */
    void arrived(SimulatedSequence sequence, long nowNanos);

    /** Something has changed: give the workers what they have room for. */
    void fill(LateFleet fleet, long nowNanos);

    /** The prompt of a request is computed. */
    default void firstToken(SimulatedSequence sequence) {}

    /** A request has ended. */
    default void finished(SimulatedSequence sequence) {}

    /** When to be asked again though nothing happens; {@link Long#MAX_VALUE} = never. */
    default long wakeNanos() {
        return Long.MAX_VALUE;
    }

    /** Whether somebody waits who might go as soon as a worker has room. */
    boolean waits();
}
