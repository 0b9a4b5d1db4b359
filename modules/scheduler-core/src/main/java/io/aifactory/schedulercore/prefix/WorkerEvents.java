package io.aifactory.schedulercore.prefix;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Follows one worker's numbered events and applies each of them to the index once and in order,
 * whatever is lost, doubled or overtaken on the way (the scheme of Dynamo's router). At first, and
 * after a restart, everything the worker holds is {@link Missing}. An event that comes too early
 * waits for those before it; one that comes again is ignored.
 *
 * <p>While events are missing the index shows the state before the gap: it may promise blocks that
 * are gone and miss new ones. That costs a worse choice, never a wrong answer, because the worker
 * itself decides what it reuses.
 */
public final class WorkerEvents {
    private static final Missing NOTHING = new Missing.Nothing();
    private static final Missing EVERYTHING = new Missing.Everything();

    private final PrefixIndex index;
    private final int worker;
    private final int limit;
    private final NavigableMap<Long, BlockEvent> waiting = new TreeMap<>();
    private boolean following;
    private long next;

    /** All numbers below were asked for already. */
    private long asked;

    /**
     * @param worker its ordinal in the index
     * @param limit events that wait at most, and the longest gap that is filled event by event; at
     *     least 1. Beyond it everything is asked for anew.
     * @throws IllegalArgumentException if the limit is below 1
     */
    public WorkerEvents(PrefixIndex index, int worker, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "a limit of " + limit + " waiting events: give at least 1");
        }
        this.index = index;
        this.worker = worker;
        this.limit = limit;
    }

    /**
     * An event arrived.
     *
     * @return what to ask of the worker because of it; {@link Missing.Nothing} if that has been
     *     asked before
     */
    public Missing accept(BlockEvent event) {
        if (following && event.number() < next) {
            return NOTHING;
        }
        waiting.put(event.number(), event);
        if (!following) {
            // The dump that is to come covers the older ones.
            if (waiting.size() > limit) {
                waiting.pollFirstEntry();
            }
            return NOTHING;
        }
        return proceed();
    }

    /**
     * The worker said what it holds.
     *
     * @param held runs of blocks, in whatever order
     * @param nextNumber of the first event that is not yet contained; events before it are ignored
     * @return what to ask of the worker because of it
     * @throws IllegalArgumentException if the number is negative
     */
    public Missing dumped(List<PromptBlocks> held, long nextNumber) {
        if (nextNumber < 0) {
            throw new IllegalArgumentException(
                    "a dump before event " + nextNumber + ": workers number their events from 0");
        }
        if (following && nextNumber < next) {
            return NOTHING;
        }
        index.drop(worker);
        for (PromptBlocks run : held) {
            index.stored(worker, run, 0, run.count());
        }
        following = true;
        next = nextNumber;
        asked = nextNumber;
        waiting.headMap(nextNumber).clear();
        // A number far beyond a dump is wrong, or that many events are lost: the next one tells.
        waiting.tailMap(nextNumber + Math.min(limit, Long.MAX_VALUE - nextNumber), false).clear();
        return proceed();
    }

    /** The worker began anew: what was known of it is void and its numbers start at 0 again. */
    public Missing restarted() {
        waiting.clear();
        return lost();
    }

    /** What is missing now, whether asked for or not: to be asked again when an answer is late. */
    public Missing missing() {
        if (!following) {
            return EVERYTHING;
        }
        return waiting.isEmpty() ? NOTHING : new Missing.Events(next, waiting.firstKey() - 1);
    }

    /** Events that wait for those before them. */
    public int waiting() {
        return waiting.size();
    }

    private Missing proceed() {
        while (!waiting.isEmpty() && waiting.firstKey() == next) {
            apply(waiting.pollFirstEntry().getValue());
            next++;
        }
        if (waiting.isEmpty()) {
            return NOTHING;
        }
        long gapEnd = waiting.firstKey();
        if (waiting.size() > limit || gapEnd - next > limit) {
            return lost();
        }
        long from = Math.max(next, asked);
        if (from >= gapEnd) {
            return NOTHING;
        }
        asked = gapEnd;
        return new Missing.Events(from, gapEnd - 1);
    }

    /** The index keeps nothing of the worker meanwhile: an old state would mislead for long. */
    private Missing lost() {
        following = false;
        index.drop(worker);
        while (waiting.size() > limit) {
            waiting.pollFirstEntry();
        }
        return EVERYTHING;
    }

    private void apply(BlockEvent event) {
        switch (event) {
            case BlockEvent.Stored stored ->
                    index.stored(worker, stored.blocks(), stored.from(), stored.blocks().count());
            case BlockEvent.Removed removed -> index.removed(worker, removed.hash());
            case BlockEvent.Cleared _ -> index.drop(worker);
        }
    }
}
