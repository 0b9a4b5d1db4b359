package io.aifactory.inference.observing;

import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.inference.observing.KeptBlocks.Block;
import io.aifactory.inference.prefix.BlockEvent;
import io.aifactory.inference.prefix.KvTier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is kept, as the events tell it. Not thread-safe. */
final class KeptMap {
    private final Map<BlockHash, Known> known = new LinkedHashMap<>();

    void clear() {
        known.clear();
    }

    void take(BlockEvent event) {
        switch (event) {
            case BlockEvent.Stored stored ->
                    known.computeIfAbsent(
                                    stored.hash(),
                                    _ -> new Known(stored.parent(), EnumSet.noneOf(KvTier.class)))
                            .tiers()
                            .add(stored.tier());
            case BlockEvent.Removed removed -> {
                Known block = known.get(removed.hash());
                if (block != null) {
                    block.tiers().remove(removed.tier());
                    if (block.tiers().isEmpty()) {
                        known.remove(removed.hash());
                    }
                }
            }
        }
    }

    /** Each after the one before it in its prompt, though tiers come and go in another order. */
    List<Block> blocks() {
        Set<BlockHash> told = new LinkedHashSet<>();
        Deque<BlockHash> untold = new ArrayDeque<>();
        for (BlockHash hash : known.keySet()) {
            BlockHash next = hash;
            Known block = known.get(next);
            while (block != null && !told.contains(next)) {
                untold.push(next);
                next = block.parent();
                block = known.get(next);
            }
            told.addAll(untold);
            untold.clear();
        }
        List<Block> blocks = new ArrayList<>();
        for (BlockHash hash : told) {
            Known block = known.get(hash);
            if (block != null) {
                block.tiers().forEach(tier -> blocks.add(new Block(hash, tier)));
            }
        }
        return blocks;
    }

    private record Known(BlockHash parent, EnumSet<KvTier> tiers) {}
}
