package io.aifactory.schedulercore.planning;

/** One step from the fleet that is to the one that shall be. */
public sealed interface PlanAction {
    /**
     * Start another worker. Whoever carries it out shows it as starting in the next {@link
     * FleetView}.
     *
     * @param point at which it shall run
     */
    record Start(WorkerPoint point) implements PlanAction {}

    /**
     * Send nothing more to this worker and let it finish what it has.
     *
     * @param workerId of a ready worker
     */
    record Drain(String workerId) implements PlanAction {}

    /**
     * Let a draining worker serve again: it is there at once and costs no start.
     *
     * @param workerId of a draining worker
     */
    record Resume(String workerId) implements PlanAction {}

    /**
     * End the process of a worker that has been drained.
     *
     * @param workerId of a draining worker without requests
     */
    record Stop(String workerId) implements PlanAction {}

    /**
     * Another batch or power cap for a worker that goes on serving.
     *
     * @param workerId of a ready worker
     * @param point with the precision that it has
     */
    record ChangePoint(String workerId, WorkerPoint point) implements PlanAction {}
}
