package io.aifactory.schedulercore.prefix;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The plainest index: a set of block hashes for each worker. Exact, so it predicts nothing. */
public final class HeldBlocks implements PrefixLookup {
    private final Map<String, Set<Long>> workers = new HashMap<>();

    @Override
    public int[] heldBlocks(List<String> workerIds, PromptBlocks blocks, int usable) {
        int[] held = new int[workerIds.size()];
        for (int w = 0; w < held.length; w++) {
            Set<Long> hashes = workers.getOrDefault(workerIds.get(w), Set.of());
            while (held[w] < usable && hashes.contains(blocks.hash(held[w]))) {
                held[w]++;
            }
        }
        return held;
    }

    @Override
    public void stored(String workerId, PromptBlocks blocks, int from, int to) {
        Set<Long> hashes =
                Objects.requireNonNull(workers.computeIfAbsent(workerId, id -> new HashSet<>()));
        for (int i = from; i < to; i++) {
            hashes.add(blocks.hash(i));
        }
    }

    @Override
    public void removed(String workerId, long sequenceHash) {
        Set<Long> hashes = workers.get(workerId);
        if (hashes != null) {
            hashes.remove(sequenceHash);
        }
    }

    @Override
    public void dropped(String workerId) {
        workers.remove(workerId);
    }

    @Override
    public void predicted(String workerId, PromptBlocks blocks, int usable, long nowNanos) {}

    @Override
    public void expire(long nowNanos) {}
}
