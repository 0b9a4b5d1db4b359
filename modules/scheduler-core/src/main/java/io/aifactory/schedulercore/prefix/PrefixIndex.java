package io.aifactory.schedulercore.prefix;

import java.util.Arrays;
import java.util.Objects;

/**
 * Which worker holds which blocks, and for a prompt: how many leading blocks each worker holds.
 *
 * <p>Workers are registered to small ordinals. Blocks are added and taken out as workers' events
 * say; besides, a routed prompt can be predicted, so that a burst of like prompts follows the first
 * one before its worker has reported anything. A prediction ends after a time unless an event
 * confirms it; an event that removes a block also ends it.
 *
 * <p>A worker may hold a block without those before it (a hole): {@link #find} counts up to the
 * first block that is missing, never over it.
 *
 * <p>Not thread-safe. Nothing here fails on what a worker says: storing twice and removing what is
 * unknown change nothing, and what is beyond the limits is refused and counted. Unknown ordinals
 * are the caller's mistake and do fail.
 */
public final class PrefixIndex {
    /** Dynamo's time to live where predictions are the only source (approximate mode): 120 s. */
    public static final long APPROXIMATE_TTL_NANOS = 120_000_000_000L;

    /** llm-d's time to live of a speculative entry beside events: 2 s. */
    public static final long SPECULATIVE_TTL_NANOS = 2_000_000_000L;

    /** Above its limit a worker's predictions are pruned to this share of it (as in Dynamo). */
    private static final double PRUNED_SHARE = 0.8;

    private final IndexLimits limits;
    private final long ttlNanos;
    private final Predictions predictions = new Predictions();
    private final PrefixSearch search = new PrefixSearch();
    private final BlockTable table;
    private final Holders holders;

    /** Slots of the prompt being predicted. */
    private int[] routed = new int[0];

    private long latestNanos = Long.MIN_VALUE;
    private long nextExpiry = Long.MAX_VALUE;

    /**
     * @param limits how much is taken in at most
     * @param predictionTtlNanos how long a prediction counts without an event, in nanoseconds, at
     *     least 1
     * @throws IllegalArgumentException if the time is below 1
     */
    public PrefixIndex(IndexLimits limits, long predictionTtlNanos) {
        if (predictionTtlNanos < 1) {
            throw new IllegalArgumentException(
                    "predictions that last "
                            + predictionTtlNanos
                            + " ns: give at least 1, or do not predict");
        }
        this.limits = limits;
        this.ttlNanos = predictionTtlNanos;
        this.table = new BlockTable(limits, predictions);
        this.holders = new Holders(limits.workers());
    }

    /**
     * The ordinal of a worker, the lowest free one if it is new.
     *
     * @throws IllegalStateException if there are as many workers as the limits allow
     */
    public int register(String workerId) {
        int ordinal = holders.register(workerId);
        table.bits().growWorkers(ordinal + 1);
        return ordinal;
    }

    /** The ordinal of a worker, -1 if it is not registered. */
    public int ordinal(String workerId) {
        return holders.ordinal(workerId);
    }

    /** All ordinals are below this; what {@link #find} needs as the length of its array. */
    public int ordinals() {
        return holders.end();
    }

    /**
     * The worker has these blocks of a prompt, from {@code from} up to before {@code to}.
     *
     * @throws IndexOutOfBoundsException if the prompt has no such blocks
     */
    public void stored(int worker, PromptBlocks blocks, int from, int to) {
        Objects.checkFromToIndex(from, to, blocks.count());
        Holder holder = holders.get(worker);
        HashSlots slots = table.slots();
        slots.touch(blocks, from, to);
        int slot = -1;
        for (int index = from; index < to; index++) {
            slot = slots.slotAfter(slot, blocks.hash(index));
            if (table.holds(holder, slot)) {
                predictions.forget(holder.predicted(), slot);
            } else {
                slot = table.add(holder, slot, blocks.hash(index));
            }
        }
    }

    /** The worker no longer has this block. */
    public void removed(int worker, long hash) {
        table.remove(holders.get(worker), hash);
    }

    /** The worker no longer has these blocks, in whatever order. */
    public void removed(int worker, long[] hashes) {
        Holder holder = holders.get(worker);
        table.slots().touch(hashes);
        for (long hash : hashes) {
            table.remove(holder, hash);
        }
    }

    /**
     * How many leading blocks of a prompt each worker holds, predicted ones included.
     *
     * @param leading filled for every ordinal below {@link #ordinals()}, 0 for free ordinals; what
     *     lies behind is left alone
     * @return the largest of them
     * @throws IllegalArgumentException if the array is shorter than {@link #ordinals()}
     */
    public int find(PromptBlocks blocks, int[] leading) {
        if (leading.length < holders.end()) {
            throw new IllegalArgumentException(
                    "room for "
                            + leading.length
                            + " workers where "
                            + holders.end()
                            + " are registered: use ordinals() as the length");
        }
        Arrays.fill(leading, 0, holders.end(), 0);
        return search.search(table.slots(), table.bits(), blocks, leading);
    }

    /**
     * A prompt was sent to this worker, which will soon hold its blocks. Blocks that it already
     * holds stay as they are; those predicted before are predicted for longer.
     *
     * @param usable leading blocks that others can reuse, see {@link PromptBlocks#usable}; what is
     *     beyond {@link PromptBlocks#count()} or the limit of predictions is left out
     * @param nowNanos of any origin; a time before one given earlier counts as that one
     */
    public void predict(int worker, PromptBlocks blocks, int usable, long nowNanos) {
        expire(nowNanos);
        Holder holder = holders.get(worker);
        int count = Math.min(Math.min(blocks.count(), usable), limits.predictedPerWorker());
        if (count < 1) {
            return;
        }
        if (routed.length < count) {
            routed = new int[count];
        }
        HashSlots slots = table.slots();
        slots.touch(blocks, 0, count);
        int slot = -1;
        for (int index = 0; index < count; index++) {
            slot = slots.slotAfter(slot, blocks.hash(index));
            boolean held = table.holds(holder, slot);
            slot = held ? slot : table.add(holder, slot, blocks.hash(index));
            routed[index] = held && !predictions.contains(holder.predicted(), slot) ? -1 : slot;
        }
        predictRouted(holder, count);
    }

    /** The last block first: so it is the oldest of its prompt and given up first. */
    private void predictRouted(Holder holder, int count) {
        boolean forEver = Long.MAX_VALUE - ttlNanos < latestNanos;
        long until = forEver ? Long.MAX_VALUE : latestNanos + ttlNanos;
        for (int index = count - 1; index >= 0; index--) {
            int slot = routed[index];
            if (slot >= 0 && !predictions.put(holder.predicted(), slot, until)) {
                table.release(holder, slot);
            }
        }
        nextExpiry = Math.min(nextExpiry, until);
        if (holder.predicted().pending() > limits.predictedPerWorker()) {
            int left = (int) (PRUNED_SHARE * limits.predictedPerWorker());
            while (holder.predicted().pending() > left) {
                table.release(holder, predictions.takeOldest(holder.predicted()));
            }
        }
    }

    /**
     * Takes out predictions whose time is over; {@link #predict} does so, too.
     *
     * @param nowNanos as in {@link #predict}
     */
    public void expire(long nowNanos) {
        latestNanos = Math.max(latestNanos, nowNanos);
        if (latestNanos < nextExpiry) {
            return;
        }
        nextExpiry = Long.MAX_VALUE;
        for (int ordinal = 0; ordinal < holders.end(); ordinal++) {
            Holder holder = holders.at(ordinal);
            if (holder != null) {
                nextExpiry = Math.min(nextExpiry, expire(holder));
            }
        }
    }

    private long expire(Holder holder) {
        Predictions.Queue queue = holder.predicted();
        long oldest = predictions.oldest(queue);
        while (queue.pending() > 0 && oldest <= latestNanos) {
            table.release(holder, predictions.takeOldest(queue));
            oldest = predictions.oldest(queue);
        }
        return oldest;
    }

    /** The worker holds nothing any more (restarted, cleared); it stays registered. */
    public void drop(int worker) {
        table.releaseAll(holders.get(worker));
    }

    /** The worker is gone for good: its blocks are dropped and its ordinal may be given again. */
    public void unregister(int worker) {
        Holder holder = holders.get(worker);
        table.releaseAll(holder);
        holders.unregister(holder);
    }

    /** Distinct blocks that at least one worker holds. */
    public int blocks() {
        return table.slots().size();
    }

    /** Blocks of one worker, predicted ones included. */
    public int held(int worker) {
        return holders.get(worker).journal().count();
    }

    /** Blocks of one worker that are predicted and not confirmed. */
    public int predicted(int worker) {
        return holders.get(worker).predicted().pending();
    }

    /** Blocks that were refused since the start because a limit was reached. */
    public long refused() {
        return table.refused();
    }
}
