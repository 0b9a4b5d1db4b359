package io.aifactory.schedulercore.bench;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The cache of one engine: the blocks used longest ago go first, the end of a prompt before its
 * beginning.
 */
final class CacheModel {
    private final int capacity;
    private final LinkedHashSet<Long> blocks = new LinkedHashSet<>();

    CacheModel(int capacity) {
        this.capacity = capacity;
    }

    /** Leading blocks that are here. */
    int leading(PromptBlocks prompt) {
        int held = 0;
        while (held < prompt.count() && blocks.contains(prompt.hash(held))) {
            held++;
        }
        return held;
    }

    /**
     * Computes a prompt.
     *
     * @return names of the blocks that had to go for it, in order
     */
    List<Long> use(PromptBlocks prompt) {
        int count = Math.min(prompt.count(), capacity);
        for (int i = count - 1; i >= 0; i--) {
            blocks.remove(prompt.hash(i));
        }
        List<Long> evicted = new ArrayList<>();
        Iterator<Long> oldest = blocks.iterator();
        for (int left = blocks.size() + count; left > capacity; left--) {
            evicted.add(oldest.next());
            oldest.remove();
        }
        for (int i = count - 1; i >= 0; i--) {
            blocks.add(prompt.hash(i));
        }
        return evicted;
    }
}
