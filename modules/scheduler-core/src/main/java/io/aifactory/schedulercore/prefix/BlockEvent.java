package io.aifactory.schedulercore.prefix;

import java.util.Objects;

/**
 * A change of what one worker holds. Each worker numbers its events from 0 without gaps, so that
 * {@link WorkerEvents} sees when one is missing.
 */
public sealed interface BlockEvent {
    /** Position in the worker's stream, from 0. */
    long number();

    /**
     * Blocks can be found there from now on.
     *
     * @param blocks of a prompt or of a part of it, in order
     * @param from index of the first one that is new; those before only say what it follows
     */
    record Stored(long number, PromptBlocks blocks, int from) implements BlockEvent {
        public Stored {
            check(number);
            Objects.checkIndex(from, blocks.count() + 1);
        }
    }

    /**
     * A block is gone.
     *
     * @param hash its sequence hash
     */
    record Removed(long number, long hash) implements BlockEvent {
        public Removed {
            check(number);
        }
    }

    /** Everything is gone. */
    record Cleared(long number) implements BlockEvent {
        public Cleared {
            check(number);
        }
    }

    private static void check(long number) {
        if (number < 0 || number == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "event number " + number + ": workers number their events from 0 by one");
        }
    }
}
