package io.aifactory.inference.observing;

import io.aifactory.inference.prefix.BlockHash;
import java.util.List;

/**
 * A snapshot of what a worker keeps.
 *
 * @param manifest digest of the loaded model's manifest; empty while none is loaded
 * @param poolBlocks room
 * @param hashes the blocks, each after the one before it in its prompt
 * @param nextNumber of the event that follows
 */
public record KeptBlocks(String manifest, int poolBlocks, List<BlockHash> hashes, long nextNumber) {
    static final KeptBlocks NONE = new KeptBlocks("", 0, List.of(), 0);

    public KeptBlocks {
        hashes = List.copyOf(hashes);
    }
}
