package io.aifactory.schedulercore.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.load.LoadBook.Assignment;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LoadBookTest {
    private final LoadBook book = new LoadBook(1);

    @Test
    void anAssignmentCountsAtOnceAndItsPromptUntilTheFirstToken() {
        // Given
        book.reported("w", new WorkerReport(4, 0, 0), 0);

        // When
        Assignment assignment = book.assign("w", Placement.of(100), 0);

        // Then
        assertEquals(load(1, 100, 100), book.load("w"));
        assignment.firstToken();
        assertEquals(load(1, 0, 100), book.load("w"));
        assignment.release();
        assertEquals(load(0, 0, 0), book.load("w"));
    }

    @Test
    void sequencesThatOthersSentAreAddedToOurs() {
        // Given two of ours in flight when the worker reports five
        book.assign("w", Placement.of(1), 0);
        Assignment second = book.assign("w", Placement.of(1), 0);
        book.reported("w", new WorkerReport(8, 5, 640), 2);

        // When one of ours ends
        second.release();

        // Then three of others and one of ours are left
        assertEquals(4, book.load("w").sequences());
        assertEquals(640, book.load("w").kvTokens());
        assertEquals(0.5, book.load("w").occupancy());
    }

    @Test
    void aReportThatDoesNotYetSeeOurRequestsDoesNotHideThem() {
        // Given
        book.assign("w", Placement.of(1), 0);
        book.assign("w", Placement.of(1), 0);

        // When
        book.reported("w", new WorkerReport(2, 0, 0), 0);

        // Then
        assertEquals(2, book.load("w").sequences());
        assertFalse(book.load("w").hasFreeSlot());
    }

    @Test
    void aSequenceThatEndedWhileTheAnswerWasUnderWayIsNotSomebodyElses() {
        // Given
        Assignment ours = book.assign("w", Placement.of(1), 0);
        int whenAsked = book.inFlight("w");

        // When
        ours.release();
        book.reported("w", new WorkerReport(2, 1, 0), whenAsked);

        // Then
        assertEquals(0, book.load("w").sequences());
    }

    @Test
    void aWorkerWithoutAReportIsTrustedWithOneSequence() {
        assertTrue(book.load("new").hasFreeSlot());
        book.assign("new", Placement.of(1), 0);
        assertFalse(book.load("new").hasFreeSlot());
    }

    @Property
    void releasingTwiceChangesNothingAndNothingIsLeftAtTheEnd(@ForAll List<Boolean> steps) {
        // Given
        LoadBook book = new LoadBook(1);
        List<Assignment> open = new ArrayList<>();

        // When
        for (boolean assign : steps) {
            if (assign || open.isEmpty()) {
                open.add(book.assign("w", Placement.of(7), 0));
            } else {
                Assignment ended = open.removeLast();
                ended.release();
                ended.release();
            }
            assertEquals(open.size(), book.inFlight());
            assertEquals(open.size() * 7L, book.load("w").pendingPromptTokens());
        }
        open.forEach(Assignment::release);

        // Then
        assertEquals(0, book.inFlight());
    }

    @Test
    void onlyWhatTheWorkerDoesNotHoldIsPendingAndSharedBlocksCountOnce() {
        // Given two prompts of 3 blocks that share the first two, of which the worker holds one
        book.reported("w", new WorkerReport(4, 0, 0, 900, 25, 7, 10), 0);
        Assignment first = book.assign("w", placement(1, 2, 3), 5);
        book.assign("w", placement(1, 2, 4), 6);

        // Then
        assertEquals(new WorkerLoad(4, 2, 0, 32, 4, 948, 75, 900, 7, 10, 2, 6), book.load("w"));

        // When
        first.release();

        // Then
        assertEquals(new WorkerLoad(4, 1, 0, 16, 3, 924, 25, 900, 7, 10, 2, 6), book.load("w"));
        assertEquals(0.7, book.load("w").kvUsage());
    }

    private static Placement placement(long... hashes) {
        return new Placement(24, 8, new PromptBlocks(8, hashes), 50);
    }

    private static WorkerLoad load(int sequences, long pending, long context) {
        return new WorkerLoad(4, sequences, 0, pending, 0, context, 0, 0, 0, 0, 1, 0);
    }
}
