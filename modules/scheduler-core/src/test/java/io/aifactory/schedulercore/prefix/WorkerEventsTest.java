package io.aifactory.schedulercore.prefix;

import static io.aifactory.schedulercore.prefix.Prompts.blocks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerEventsTest {
    private static final Missing NOTHING = new Missing.Nothing();
    private static final Missing EVERYTHING = new Missing.Everything();

    private final PrefixIndex index = new PrefixIndex(IndexLimits.DEFAULT, 1);
    private final int worker = index.register("w");
    private final WorkerEvents events = new WorkerEvents(index, worker, 4);

    private static BlockEvent stored(long number) {
        return new BlockEvent.Stored(number, blocks(number), 0);
    }

    @Test
    void atFirstEverythingIsMissingAndEventsWaitForIt() {
        // Given
        assertEquals(EVERYTHING, events.missing());
        assertEquals(NOTHING, events.accept(stored(7)));
        assertEquals(0, index.held(worker));

        // When the dump contains all before event 7
        assertEquals(NOTHING, events.dumped(List.of(blocks(70, 71)), 7));

        // Then
        assertEquals(3, index.held(worker));
        assertEquals(NOTHING, events.missing());
    }

    @Test
    void eventsInOrderAreAppliedOnce() {
        events.dumped(List.of(), 0);
        assertEquals(NOTHING, events.accept(stored(0)));
        assertEquals(NOTHING, events.accept(new BlockEvent.Removed(1, 0)));
        assertEquals(NOTHING, events.accept(stored(0)));
        assertEquals(0, index.held(worker));
    }

    @Test
    void aGapIsAskedForOnceAndFilled() {
        // Given
        events.dumped(List.of(), 0);
        events.accept(stored(0));

        // When 1 to 3 are lost
        assertEquals(new Missing.Events(1, 3), events.accept(stored(4)));
        assertEquals(NOTHING, events.accept(stored(5)));
        assertEquals(1, index.held(worker));

        // Then they are filled in whatever order they come
        assertEquals(NOTHING, events.accept(stored(3)));
        assertEquals(new Missing.Events(1, 2), events.missing());
        assertEquals(NOTHING, events.accept(stored(1)));
        assertEquals(2, index.held(worker));
        assertEquals(NOTHING, events.accept(stored(2)));
        assertEquals(6, index.held(worker));
        assertEquals(0, events.waiting());
        assertEquals(NOTHING, events.missing());
    }

    @Test
    void aSecondGapBehindTheFirstIsAskedForWhenItIsReached() {
        events.dumped(List.of(), 0);
        assertEquals(new Missing.Events(0, 0), events.accept(stored(1)));
        assertEquals(NOTHING, events.accept(stored(3)));
        assertEquals(new Missing.Events(2, 2), events.accept(stored(0)));
        assertEquals(NOTHING, events.accept(stored(2)));
        assertEquals(4, index.held(worker));
    }

    @Test
    void tooLongAGapOrTooManyWaitingEventsMakeEverythingMissing() {
        // Given
        events.dumped(List.of(), 0);
        events.accept(stored(0));

        // When
        assertEquals(EVERYTHING, events.accept(stored(6)));

        // Then nothing old is believed, and the dump that comes settles it
        assertEquals(0, index.held(worker));
        assertEquals(NOTHING, events.dumped(List.of(), 6));
        assertEquals(1, index.held(worker));

        // And the same when four wait already
        for (long number : new long[] {8, 9, 10, 11}) {
            events.accept(stored(number));
        }
        assertEquals(EVERYTHING, events.accept(stored(12)));
        assertEquals(4, events.waiting());
    }

    @Test
    void anAbsurdNumberIsForgottenWithTheNextDump() {
        events.dumped(List.of(), 0);
        assertEquals(EVERYTHING, events.accept(stored(Long.MAX_VALUE - 1)));
        assertEquals(NOTHING, events.dumped(List.of(), 5));
        assertEquals(NOTHING, events.accept(stored(5)));
        assertEquals(1, index.held(worker));
    }

    @Test
    void aLateDumpIsIgnored() {
        events.dumped(List.of(), 0);
        events.accept(stored(0));
        events.accept(stored(1));
        assertEquals(NOTHING, events.dumped(List.of(), 1));
        assertEquals(2, index.held(worker));
    }

    @Test
    void aRestartedWorkerBeginsAnew() {
        events.dumped(List.of(), 0);
        events.accept(stored(0));
        assertEquals(EVERYTHING, events.restarted());
        assertEquals(0, index.held(worker));
        events.dumped(List.of(), 0);
        events.accept(stored(0));
        assertEquals(1, index.held(worker));
    }

    @Test
    void clearingEmptiesTheWorkerAndFromOmitsWhatIsOnlyContext() {
        events.dumped(List.of(blocks(1, 2, 3)), 0);
        events.accept(new BlockEvent.Cleared(0));
        assertEquals(0, index.held(worker));
        events.accept(new BlockEvent.Stored(1, blocks(1, 2, 3), 2));
        assertEquals(1, index.held(worker));
    }

    @Test
    void eventsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> stored(-1));
        assertThrows(IllegalArgumentException.class, () -> stored(Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> events.dumped(List.of(), -1));
        assertThrows(IllegalArgumentException.class, () -> new WorkerEvents(index, worker, 0));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> new BlockEvent.Stored(0, PromptBlocks.NONE, 1));
    }
}
