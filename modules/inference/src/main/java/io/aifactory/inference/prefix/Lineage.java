package io.aifactory.inference.prefix;

import io.aifactory.contracts.worker.BlockHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which block follows which, over all tiers. Not thread-safe. */
final class Lineage {
    private final Map<BlockHash, BlockHash> parents = new HashMap<>();
    private final Map<BlockHash, Set<BlockHash>> children = new HashMap<>();

    void add(BlockHash hash, BlockHash parent) {
        if (parents.put(hash, parent) == null) {
            children.computeIfAbsent(parent, _ -> new LinkedHashSet<>()).add(hash);
        }
    }

    /**
     * @throws IllegalStateException if the block is not known
     */
    BlockHash parent(BlockHash hash) {
        BlockHash parent = parents.get(hash);
        if (parent == null) {
            throw new IllegalStateException("no such block: " + hash);
        }
        return parent;
    }

    int size() {
        return parents.size();
    }

    /**
     * Forgets a block and all that follow it: nobody can find them.
     *
     * @return those that were forgotten, the block itself first
     */
    List<BlockHash> forget(BlockHash hash) {
        List<BlockHash> forgotten = new ArrayList<>();
        Deque<BlockHash> next = new ArrayDeque<>(List.of(hash));
        while (!next.isEmpty()) {
            BlockHash each = next.remove();
            BlockHash parent = parents.remove(each);
            Set<BlockHash> siblings = parent == null ? null : children.get(parent);
            if (siblings != null) {
                siblings.remove(each);
                if (siblings.isEmpty()) {
                    children.remove(parent);
                }
            }
            forgotten.add(each);
            next.addAll(children.getOrDefault(each, Set.of()));
        }
        return forgotten;
    }
}
