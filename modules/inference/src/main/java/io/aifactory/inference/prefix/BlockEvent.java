package io.aifactory.inference.prefix;

import io.aifactory.contracts.worker.BlockHash;

/**
 * A change of what a worker keeps. Numbers start at 0 and have no gaps, so that a listener sees
 * when it has missed one. A block may be kept in more than one tier at once.
 */
public sealed interface BlockEvent {
    long number();

    BlockHash hash();

    KvTier tier();

    /**
     * The block can be found in this tier from now on.
     *
     * @param parent name of the block before it, or the root
     */
    record Stored(long number, BlockHash hash, BlockHash parent, KvTier tier)
            implements BlockEvent {}

    /** The block is gone from this tier. */
    record Removed(long number, BlockHash hash, KvTier tier) implements BlockEvent {}
}
