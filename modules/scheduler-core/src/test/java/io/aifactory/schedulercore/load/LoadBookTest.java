package io.aifactory.schedulercore.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.load.LoadBook.Assignment;
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
        Assignment assignment = book.assign("w", 100);

        // Then
        assertEquals(new WorkerLoad(4, 1, 100, 0, 1), book.load("w"));
        assignment.firstToken();
        assertEquals(new WorkerLoad(4, 1, 0, 0, 1), book.load("w"));
        assignment.release();
        assertEquals(new WorkerLoad(4, 0, 0, 0, 1), book.load("w"));
    }

    @Test
    void sequencesThatOthersSentAreAddedToOurs() {
        // Given two of ours in flight when the worker reports five
        book.assign("w", 1);
        Assignment second = book.assign("w", 1);
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
        book.assign("w", 1);
        book.assign("w", 1);

        // When
        book.reported("w", new WorkerReport(2, 0, 0), 0);

        // Then
        assertEquals(2, book.load("w").sequences());
        assertFalse(book.load("w").hasFreeSlot());
    }

    @Test
    void aSequenceThatEndedWhileTheAnswerWasUnderWayIsNotSomebodyElses() {
        // Given
        Assignment ours = book.assign("w", 1);
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
        book.assign("new", 1);
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
                open.add(book.assign("w", 7));
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
}
