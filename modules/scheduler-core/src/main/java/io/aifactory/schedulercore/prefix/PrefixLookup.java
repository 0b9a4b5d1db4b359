package io.aifactory.schedulercore.prefix;

import java.util.List;

/** Port: which worker holds which prefix, fed by what workers tell of their caches. */
public interface PrefixLookup {
    /**
     * How far each worker holds a prompt without a gap.
     *
     * @param workerIds asked for; unknown ones hold nothing
     * @param usable blocks that count, from the first; at most {@link PromptBlocks#count()}
     * @return blocks, from 0 to usable, in the order of workerIds
     */
    int[] heldBlocks(List<String> workerIds, PromptBlocks blocks, int usable);

    /**
     * A worker has computed blocks of a prompt.
     *
     * @param from index of the first one, inclusive
     * @param to index after the last one
     */
    void stored(String workerId, PromptBlocks blocks, int from, int to);

    /** A worker has dropped a block; nothing happens if it was not known to hold it. */
    void removed(String workerId, long sequenceHash);

    /** A worker holds nothing any more. */
    void dropped(String workerId);

    /**
     * A prompt was sent to this worker, which will hold its blocks soon, or has just computed it.
     * It counts for a while, until an event confirms it or says otherwise; where nothing is
     * predicted, nothing happens.
     *
     * @param usable leading blocks that can be reused once they are computed
     * @param nowNanos the caller's monotonic clock
     */
    void predicted(String workerId, PromptBlocks blocks, int usable, long nowNanos);

    /** Time went by: predictions whose time is over count no more. */
    void expire(long nowNanos);
}
