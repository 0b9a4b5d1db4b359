package io.aifactory.inference.observing;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.inference.prefix.KvTier;
import java.util.List;

/**
 * A snapshot of what a worker keeps.
 *
 * @param manifest digest of the loaded model's manifest; empty while none is loaded
 * @param poolBlocks room in the pool
 * @param blocks what is kept, each after the one before it in its prompt
 * @param nextNumber of the event that follows
 */
public record KeptBlocks(String manifest, int poolBlocks, List<Block> blocks, long nextNumber) {
    static final KeptBlocks NONE = new KeptBlocks("", 0, List.of(), 0);

    public KeptBlocks {
        blocks = List.copyOf(blocks);
    }

    /** A block in a tier; one that is kept in several stands here once for each. */
    public record Block(BlockHash hash, KvTier tier) {}
}
