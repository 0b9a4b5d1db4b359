package io.aifactory.inference.tier;

/**
 * Blocks that have come up to the pool.
 *
 * @param fromHost that had gone no further than to host memory
 * @param fromDisk that had been read from the disk before
 * @param more the next block is in host memory too, and may come between other steps
 */
public record Raised(int fromHost, int fromDisk, boolean more) {
    public static final Raised NONE = new Raised(0, 0, false);
}
