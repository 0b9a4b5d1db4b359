package io.aifactory.schedulercore.prefix;

/**
 * How much a {@link PrefixIndex} takes in at most, so that no worker's events can exhaust the
 * memory of the process.
 *
 * @param workers registered at the same time, at least 1
 * @param blocks distinct blocks over all workers, at least 1; beyond it new ones are refused
 * @param blocksPerWorker blocks of one worker, at least 1; beyond it new ones are refused
 * @param predictedPerWorker predicted blocks of one worker, at least 0; beyond it the oldest
 *     predictions are given up
 */
public record IndexLimits(int workers, int blocks, int blocksPerWorker, int predictedPerWorker) {
    /**
     * 1,024 workers, 2^22 blocks, 2^20 blocks a worker (Dynamo's bound of its approximate index)
     * and 2^16 predicted ones.
     */
    public static final IndexLimits DEFAULT = new IndexLimits(1_024, 1 << 22, 1 << 20, 1 << 16);

    /** Distinct blocks at most, whatever is asked for. */
    public static final int MOST_BLOCKS = 1 << 28;

    /** Longest array that every virtual machine allocates. */
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    public IndexLimits {
        if (workers < 1 || blocks < 1 || blocksPerWorker < 1 || predictedPerWorker < 0) {
            throw new IllegalArgumentException(
                    "limits of the prefix index must be at least 1 (predictions 0), not "
                            + workers
                            + " workers, "
                            + blocks
                            + " blocks, "
                            + blocksPerWorker
                            + " a worker, "
                            + predictedPerWorker
                            + " predicted");
        }
        if ((long) WorkerBits.words(workers) * blocks > LONGEST_ARRAY || blocks > MOST_BLOCKS) {
            throw new IllegalArgumentException(
                    workers
                            + " workers times "
                            + blocks
                            + " blocks do not fit into one index: lower one of them");
        }
    }
}
