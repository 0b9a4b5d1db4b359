package io.aifactory.scheduler.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.testing.Await;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.schedulercore.routing.RequestFeatures;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String OLD = "sha256:old";
    private static final String NEW = "sha256:new";
    private static final Duration NOT_AT_ALL = Duration.ofMillis(1);

    private final Dispatcher dispatcher =
            new Dispatcher(Policy.of(new LeastLoaded()), 2, System::nanoTime);
    private int sequences;

    @Test
    void aFreeSlotIsGivenAtOnceAndSpreadOverTheWorkers() {
        // Given
        report("a", 2);
        report("b", 2);

        // When
        Lease first = acquire(ticket());
        Lease second = acquire(ticket());

        // Then
        assertEquals(Set.of("a", "b"), Set.of(first.workerId(), second.workerId()));
        assertEquals(2, dispatcher.inFlight());
        assertEquals("least-loaded", first.decision().policy());
        first.close();
        first.close();
        assertEquals(1, dispatcher.inFlight());
    }

    @Test
    void slotsAreGivenInTheOrderOfArrival() {
        // Given
        report("a", 1);
        Lease held = acquire(ticket());
        CompletableFuture<Lease> second = later(ticket(), false);
        Await.until("second waits", () -> dispatcher.queued("m") == 1);
        CompletableFuture<Lease> third = later(ticket(), false);
        Await.until("third waits", () -> dispatcher.queued("m") == 2);

        // When
        held.close();

        // Then
        Lease next = second.join();
        assertFalse(third.isDone());
        next.close();
        third.join().close();
        assertEquals(0, dispatcher.inFlight());
    }

    @Test
    void whoLostAWorkerGoesFirstEvenWhenTheQueueIsFull() {
        // Given
        report("a", 1);
        Lease held = acquire(ticket());
        CompletableFuture<Lease> second = later(ticket(), false);
        Await.until("second waits", () -> dispatcher.queued("m") == 1);
        CompletableFuture<Lease> third = later(ticket(), false);
        Await.until("third waits", () -> dispatcher.queued("m") == 2);
        FactoryException full = assertThrows(FactoryException.class, () -> acquire(ticket()));
        assertEquals(ErrorCode.QUEUE_FULL, full.code());
        assertTrue(full.retryAfter().isPresent());

        // When
        CompletableFuture<Lease> moved = later(ticket(), true);
        Await.until("moved waits", () -> dispatcher.queued("m") == 3);
        held.close();

        // Then
        moved.join().close();
        second.join().close();
        third.join().close();
    }

    @Test
    void aModelWithoutWorkerWaitsForOneAndThenSaysSo() {
        // Given
        CompletableFuture<Lease> early = later(ticket(), false);
        Await.until("it waits", () -> dispatcher.queued("m") == 1);

        // When
        report("a", 1);

        // Then
        early.join().close();
        dispatcher.workerLost("a");
        FactoryException none =
                assertThrows(
                        FactoryException.class,
                        () -> dispatcher.acquire(ticket(), NOT_AT_ALL, false));
        assertEquals(ErrorCode.NO_WORKER, none.code());
        assertEquals(0, dispatcher.queued("m"));
    }

    @Test
    void theWaitForABusyWorkerEndsAsAFullQueue() {
        report("a", 1);
        acquire(ticket());
        FactoryException busy =
                assertThrows(
                        FactoryException.class,
                        () -> dispatcher.acquire(ticket(), NOT_AT_ALL, false));
        assertEquals(ErrorCode.QUEUE_FULL, busy.code());
    }

    @Test
    void aCancelledTicketLeavesTheQueue() {
        // Given
        Ticket ticket = ticket();
        CompletableFuture<Lease> waiting = later(ticket, false);
        Await.until("it waits", () -> dispatcher.queued("m") == 1);

        // When
        ticket.cancel();

        // Then
        CompletionException ended = assertThrows(CompletionException.class, waiting::join);
        assertTrue(ended.getCause() instanceof CancellationException, ended::toString);
        assertEquals(0, dispatcher.queued("m"));
    }

    @Test
    void aWorkerThatFailedThisSequenceIsTheLastChoice() {
        // Given
        report("a", 4);
        report("b", 4);

        // Then
        for (int i = 0; i < 4; i++) {
            assertEquals("b", acquire(ticket(Set.of("a"))).workerId());
        }
        assertEquals("a", acquire(ticket(Set.of("a"))).workerId());
    }

    @Test
    void aFullWorkerGetsNothingUntilItReportsAgain() {
        // Given
        report("a", 2);
        dispatcher.workerFull("a");
        CompletableFuture<Lease> waiting = later(ticket(), false);
        Await.until("it waits", () -> dispatcher.queued("m") == 1);

        // When
        report("a", 2);

        // Then
        assertEquals("a", waiting.join().workerId());
    }

    @Test
    void aForgottenWorkersSlotsCanStillBeGivenBack() {
        report("a", 1);
        Lease held = acquire(ticket());
        dispatcher.workerForgotten("a");
        assertFalse(dispatcher.routesTo("a"));
        held.close();
        assertEquals(0, dispatcher.inFlight());
    }

    @Test
    void oneModelsQueueDoesNotHoldUpAnother() {
        // Given
        report("a", 1);
        acquire(ticket());
        CompletableFuture<Lease> waiting = later(ticket(), false);
        Await.until("it waits", () -> dispatcher.queued("m") == 1);

        // When
        dispatcher.workerReported("b", "other", OLD, Set.of(), new WorkerReport(1, 0, 0), 0);

        // Then
        Ticket other = new Ticket(features("other"), OLD, Set.of());
        assertEquals("b", acquire(other).workerId());
        assertFalse(waiting.isDone());
    }

    @Test
    void aPromptGoesOnlyToTheVersionItWasTokenisedFor() {
        // Given the other version has more room
        report("old", OLD, 1);
        report("new", NEW, 9);

        // When
        Lease first = acquire(ticket());
        CompletableFuture<Lease> second = later(ticket(), false);
        Await.until("second waits", () -> dispatcher.queued("m") == 1);

        // Then the other version's requests do not wait behind it
        assertEquals("old", first.workerId());
        assertEquals("new", acquire(new Ticket(features("m"), NEW, Set.of())).workerId());
        first.close();
        assertEquals("old", second.join().workerId());
    }

    @Test
    void whoWaitsForAVersionThatHasBeenReplacedIsToldSo() {
        // Given
        report("old", OLD, 1);
        acquire(ticket());
        CompletableFuture<Lease> waiting = later(ticket(), false);
        Await.until("it waits", () -> dispatcher.queued("m") == 1);

        // When
        report("new", NEW, 1);
        assertFalse(waiting.isDone());
        dispatcher.workerForgotten("old");

        // Then so are those who come later or have lost their worker
        assertReplaced(waiting);
        assertReplaced(later(ticket(), false));
        assertReplaced(later(ticket(), true));
    }

    @Test
    void whoWaitsForARestartLearnsThatAnotherVersionCameBack() {
        CompletableFuture<Lease> waiting = later(ticket(), true);
        Await.until("it waits", () -> dispatcher.queued("m") == 1);

        report("a", NEW, 1);

        assertReplaced(waiting);
    }

    private CompletableFuture<Lease> later(Ticket ticket, boolean again) {
        return CompletableFuture.supplyAsync(
                () -> dispatcher.acquire(ticket, LONG, again), THREADS);
    }

    private Lease acquire(Ticket ticket) {
        return dispatcher.acquire(ticket, LONG, false);
    }

    private void assertReplaced(CompletableFuture<Lease> ended) {
        CompletionException error = assertThrows(CompletionException.class, ended::join);
        assertTrue(
                error.getCause() instanceof FactoryException replaced
                        && replaced.code() == ErrorCode.MODEL_REPLACED
                        && replaced.retryAfter().isPresent(),
                error::toString);
        assertEquals(0, dispatcher.queued("m"));
    }

    private void report(String worker, int slots) {
        report(worker, OLD, slots);
    }

    private void report(String worker, String version, int slots) {
        dispatcher.workerReported(
                worker,
                "m",
                version,
                Set.of(),
                new WorkerReport(slots, 0, 0),
                dispatcher.inFlight(worker));
    }

    private Ticket ticket() {
        return ticket(Set.of());
    }

    private Ticket ticket(Set<String> avoided) {
        return new Ticket(features("m"), OLD, avoided);
    }

    private RequestFeatures features(String model) {
        return new RequestFeatures("r" + sequences++, "t", model, 1, 1);
    }
}
