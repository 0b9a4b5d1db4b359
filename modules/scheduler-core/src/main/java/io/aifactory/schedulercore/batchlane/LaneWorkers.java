package io.aifactory.schedulercore.batchlane;

/**
 * How many workers the lane may have for itself. Batch work beside interactive work on one worker
 * lengthens its steps; on a worker that interactive work leaves alone for a while it delays nobody
 * and shares the fixed energy of a step between many sequences.
 *
 * @param interactivePerWorker load that a worker takes well: requests per second or sequences, the
 *     unit of what is asked; positive
 * @param margin by how much more load is reckoned with than there is: 0.1 = a tenth; at least 0
 */
public record LaneWorkers(double interactivePerWorker, double margin) {
    public LaneWorkers {
        if (!(interactivePerWorker > 0) || !(margin >= 0) || Double.isInfinite(margin)) {
            throw new IllegalArgumentException(
                    "%s of a worker with a margin of %s; give a positive load and 0 or more"
                            .formatted(interactivePerWorker, margin));
        }
    }

    /**
     * Workers that interactive work does not need.
     *
     * @param workers of the fleet that are ready
     * @param interactive load of the fleet; what is not a number counts as more than all can take
     * @return from 0 to one less than there are
     */
    public int free(int workers, double interactive) {
        double needed = Math.ceil(interactive * (1 + margin) / interactivePerWorker);
        return needed <= workers ? Math.max(0, workers - Math.max(1, (int) needed)) : 0;
    }
}
