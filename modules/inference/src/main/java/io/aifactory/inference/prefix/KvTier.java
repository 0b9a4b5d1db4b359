package io.aifactory.inference.prefix;

/** Where a block is kept, the nearest to the slots first. */
public enum KvTier {
    /** On the device, beside the slots. */
    POOL,
    /** In the host's memory. */
    HOST,
    /** On a disk, encrypted. */
    DISK
}
