package io.aifactory.inference.tier;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Places for blocks in the host's memory, outside of the heap, allocated once. Its bytes may be
 * used by one thread at a time for each place.
 */
final class HostSlab implements AutoCloseable {
    private static final long ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;
    private final long blockBytes;

    /**
     * @param blocks places, at least 0
     */
    HostSlab(int blocks, long blockBytes) {
        this.blockBytes = blockBytes;
        this.bytes = arena.allocate(Math.max(1, blocks * blockBytes), ALIGNMENT);
    }

    /** The bytes at a place, as a direct buffer of a block's size. */
    ByteBuffer at(int place) {
        return bytes.asSlice(place * blockBytes, blockBytes)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
    }

    /** The memory goes back; nobody may use it any more. */
    @Override
    public void close() {
        arena.close();
    }
}
