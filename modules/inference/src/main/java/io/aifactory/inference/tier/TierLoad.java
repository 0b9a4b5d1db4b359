package io.aifactory.inference.tier;

/**
 * What is kept where.
 *
 * @param poolBlocks of the pool
 * @param hostBlocks in host memory
 * @param diskBlocks on the disk
 * @param blockBytes of each block
 * @param diskFailures blocks that could not be written to the disk or read from it
 */
public record TierLoad(
        int poolBlocks, int hostBlocks, int diskBlocks, long blockBytes, long diskFailures) {
    public static final TierLoad NONE = new TierLoad(0, 0, 0, 0, 0);
}
