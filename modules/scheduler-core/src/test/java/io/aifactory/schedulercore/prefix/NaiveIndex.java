package io.aifactory.schedulercore.prefix;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the index has to agree with: sets of workers, looked at one by one. */
final class NaiveIndex {
    private final Map<Long, Set<Integer>> holders = new HashMap<>();

    void stored(int worker, PromptBlocks blocks, int from, int to) {
        for (int i = from; i < to; i++) {
            holders.computeIfAbsent(blocks.hash(i), h -> new HashSet<>()).add(worker);
        }
    }

    void removed(int worker, long hash) {
        holders.getOrDefault(hash, new HashSet<>()).remove(worker);
    }

    void drop(int worker) {
        holders.values().forEach(set -> set.remove(worker));
    }

    int leading(int worker, PromptBlocks blocks) {
        int depth = 0;
        while (depth < blocks.count()
                && holders.getOrDefault(blocks.hash(depth), Set.of()).contains(worker)) {
            depth++;
        }
        return depth;
    }

    int held(int worker) {
        return (int) holders.values().stream().filter(set -> set.contains(worker)).count();
    }

    int blocks() {
        return (int) holders.values().stream().filter(set -> !set.isEmpty()).count();
    }
}
