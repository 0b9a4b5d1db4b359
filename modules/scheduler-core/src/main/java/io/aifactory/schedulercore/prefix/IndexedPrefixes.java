package io.aifactory.schedulercore.prefix;

import java.util.List;

/**
 * {@link PrefixLookup} by a {@link PrefixIndex}: one walk answers for all workers. A worker is
 * registered with the first thing it stores or is predicted to store, and leaves when it is
 * dropped.
 */
public final class IndexedPrefixes implements PrefixLookup {
    private final PrefixIndex index;
    private int[] leading = new int[0];

    /**
     * @param index empty, or fed by {@link WorkerEvents} as well
     */
    public IndexedPrefixes(PrefixIndex index) {
        this.index = index;
    }

    @Override
    public int[] heldBlocks(List<String> workerIds, PromptBlocks blocks, int usable) {
        if (leading.length < index.ordinals()) {
            leading = new int[2 * index.ordinals()];
        }
        index.find(blocks, leading);
        int[] held = new int[workerIds.size()];
        for (int i = 0; i < held.length; i++) {
            int ordinal = index.ordinal(workerIds.get(i));
            held[i] = ordinal < 0 ? 0 : Math.min(usable, leading[ordinal]);
        }
        return held;
    }

    @Override
    public void stored(String workerId, PromptBlocks blocks, int from, int to) {
        index.stored(index.register(workerId), blocks, from, to);
    }

    @Override
    public void removed(String workerId, long sequenceHash) {
        int ordinal = index.ordinal(workerId);
        if (ordinal >= 0) {
            index.removed(ordinal, sequenceHash);
        }
    }

    @Override
    public void dropped(String workerId) {
        int ordinal = index.ordinal(workerId);
        if (ordinal >= 0) {
            index.unregister(ordinal);
        }
    }

    /** See {@link PrefixIndex#predict}. */
    @Override
    public void predicted(String workerId, PromptBlocks blocks, int usable, long nowNanos) {
        if (usable > 0) {
            index.predict(index.register(workerId), blocks, usable, nowNanos);
        }
    }

    @Override
    public void expire(long nowNanos) {
        index.expire(nowNanos);
    }
}
