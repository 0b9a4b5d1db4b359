package io.aifactory.inference.tier;

import io.aifactory.inference.prefix.BlockEvent;
import io.aifactory.inference.prefix.TierBook;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Room below the pool.
 *
 * @param hostBytes of the host's memory; 0 = no tier below the pool
 * @param diskBytes of the disk; 0 = none. Needs host memory, through which blocks come and go
 * @param diskFolder where the disk's file is made
 * @param itlTarget of running streams: copies between two steps take at most a quarter of it; zero
 *     for any time
 */
public record TierSettings(long hostBytes, long diskBytes, Path diskFolder, Duration itlTarget) {
    public static final TierSettings NONE = new TierSettings(0, 0, Path.of(""), Duration.ZERO);

    private static final int COPYING_PART = 4;

    public TierSettings {
        if (hostBytes < 0 || diskBytes < 0) {
            throw new IllegalArgumentException(
                    "aifactory.inference.host-pool and disk-pool must not be negative");
        }
        if (diskBytes > 0 && hostBytes == 0) {
            throw new IllegalArgumentException(
                    "aifactory.inference.disk-pool needs a host-pool: blocks come and go through"
                            + " it");
        }
    }

    /**
     * A book for a memory's pool with these tiers below it.
     *
     * @param events hears of every change, in order
     */
    public TierBook book(KeyValueMemory memory, Consumer<BlockEvent> events) {
        boolean pool = memory.poolBlocks() > 0;
        return new TierBook(
                memory.poolBlocks(),
                pool ? blocks(hostBytes, memory) : 0,
                pool ? blocks(diskBytes, memory) : 0,
                events);
    }

    private static int blocks(long bytes, KeyValueMemory memory) {
        return (int) Math.min(Integer.MAX_VALUE, bytes / memory.blockBytes());
    }

    /** How long copies between two steps may take while streams run; 0 = any time. */
    long copyNanos() {
        return itlTarget.toNanos() / COPYING_PART;
    }
}
