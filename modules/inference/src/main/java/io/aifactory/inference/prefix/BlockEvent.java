package io.aifactory.inference.prefix;

/**
 * A change of what a worker keeps. Numbers start at 0 and have no gaps, so that a listener sees
 * when it has missed one.
 */
public sealed interface BlockEvent {
    long number();

    BlockHash hash();

    /**
     * The block can be found from now on.
     *
     * @param parent name of the block before it, or the root
     */
    record Stored(long number, BlockHash hash, BlockHash parent) implements BlockEvent {}

    /** The block is gone. */
    record Removed(long number, BlockHash hash) implements BlockEvent {}
}
