package io.aifactory.inference.prefix;

import io.aifactory.contracts.worker.BlockHash;
import java.util.function.Consumer;

/** Numbers the changes of all tiers. Not thread-safe. */
final class BlockEvents {
    private final Consumer<BlockEvent> listener;
    private long number;

    BlockEvents(Consumer<BlockEvent> listener) {
        this.listener = listener;
    }

    void stored(BlockHash hash, BlockHash parent, KvTier tier) {
        listener.accept(new BlockEvent.Stored(number++, hash, parent, tier));
    }

    void removed(BlockHash hash, KvTier tier) {
        listener.accept(new BlockEvent.Removed(number++, hash, tier));
    }
}
