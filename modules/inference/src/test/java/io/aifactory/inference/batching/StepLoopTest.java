package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.inference.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StepLoopTest extends StepLoopFixture {
    @Test
    void withoutAModelNothingIsTakenIn() {
        loop.start();

        assertEquals(new WorkerPhase.Empty(), loop.load().phase());
        assertTrue(loop.serving().isEmpty());
    }

    @Test
    void aSequenceRunsOnceAModelIsLoaded() {
        LoadedModel model = load("first");
        steps.release(100);
        RecordingSink sink = submit(model, Specs.prompt("go").maxTokens(4));

        assertEquals(EndReason.LENGTH, sink.end().join().reason());
        assertEquals(4, sink.tokens().size());
        assertEquals(SLOTS, model.slots());
        assertEquals(64, model.slotTokens());
    }

    @Test
    void aFullWorkerRefusesAndHasRoomAgainWhenOneLeaves() throws InterruptedException {
        LoadedModel model = load("first");
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < SLOTS + WAITING; i++) {
            sinks.add(submit(model, Specs.prompt("go").maxTokens(2)));
        }
        FactoryException full =
                assertThrows(FactoryException.class, () -> submit(model, Specs.prompt("one more")));
        assertEquals(ErrorCode.QUEUE_FULL, full.code());
        assertEquals(
                "The worker is full: 3 sequences are open (2 slots, 1 may wait).", full.message());
        assertEquals(Duration.ofSeconds(1), full.retryAfter().orElseThrow());

        steps.release(100);
        sinks.getFirst().end().join();
        assertEquals(
                2,
                submit(model, Specs.prompt("go").maxTokens(2))
                        .end()
                        .join()
                        .usage()
                        .completionTokens());
    }

    @Test
    void theSameRequestCannotRunTwiceAtOnce() {
        LoadedModel model = load("first");
        RecordingSink first = submit(model, Specs.prompt("go").id("twin").maxTokens(2));

        FactoryException twice =
                assertThrows(
                        FactoryException.class, () -> submit(model, Specs.prompt("go").id("twin")));
        assertEquals(ErrorCode.INVALID_REQUEST, twice.code());

        steps.release(100);
        first.end().join();
        submit(model, Specs.prompt("go").id("twin").maxTokens(1)).end().join();
    }

    @Test
    void aCancelledSequenceLeavesBeforeTheNextStep() throws InterruptedException {
        LoadedModel model = load("first");
        RecordingSink leaving = submit(model, Specs.prompt("leaving").maxTokens(50));
        entered.acquire(); // its first step has begun
        RecordingSink staying = submit(model, Specs.prompt("staying").maxTokens(2));
        leaving.cancel();
        steps.release(100);
        staying.end().join();

        assertEquals(1, leaving.tokens().size());
        assertEquals(
                List.of(1, 1, 1), engines.getFirst().batches().stream().map(List::size).toList());
        loop.drain();
        assertTrue(loop.awaitEnd(LONG));
        assertEquals(0, loop.load().running());
        assertEquals(0, loop.load().waiting());
        assertEquals(0, loop.load().heldTokens());
    }

    @Test
    void aNewModelWaitsForTheSequencesOfTheOldOne() throws InterruptedException {
        LoadedModel old = load("old");
        RecordingSink running = submit(old, Specs.prompt("go").maxTokens(3));
        entered.acquire();
        CompletableFuture<LoadedModel> loading = loop.load(prepared("new"));

        FactoryException refused =
                assertThrows(FactoryException.class, () -> submit(old, Specs.prompt("late")));
        FactoryException second =
                assertThrows(FactoryException.class, () -> loop.load(prepared("newer")));
        assertEquals(ErrorCode.UNAVAILABLE, refused.code());
        assertEquals(ErrorCode.CONFLICT, second.code());
        assertInstanceOf(WorkerPhase.Loading.class, loop.load().phase());
        assertFalse(loading.isDone());
        assertFalse(engines.getFirst().closed());

        steps.release(100);
        LoadedModel fresh = loading.join();
        assertEquals(3, running.end().join().usage().completionTokens());
        assertTrue(engines.getFirst().closed());
        assertSame(fresh, loop.serving().orElseThrow());
        FactoryException stale =
                assertThrows(FactoryException.class, () -> submit(old, Specs.prompt("stale")));
        assertEquals("The worker's model has just been replaced.", stale.message());
        assertEquals(
                1,
                submit(fresh, Specs.prompt("x").maxTokens(1))
                        .end()
                        .join()
                        .usage()
                        .completionTokens());
    }

    @Test
    void aModelThatCannotBeLoadedLeavesTheWorkerEmptyAndAlive() {
        loop.start();
        failure = new ModelFormatException("model.safetensors: tensor x is missing");
        failing = true;

        CompletionException error =
                assertThrows(CompletionException.class, () -> loop.load(prepared("broken")).join());
        FactoryException cause = assertInstanceOf(FactoryException.class, error.getCause());
        assertEquals(ErrorCode.MODEL_INVALID, cause.code());
        assertEquals("model.safetensors: tensor x is missing", cause.message());
        assertEquals(new WorkerPhase.Empty(), loop.load().phase());

        failure = new UncheckedIOException(new IOException("disk"));
        CompletionException unreadable =
                assertThrows(CompletionException.class, () -> loop.load(prepared("unread")).join());
        assertEquals(
                ErrorCode.UNAVAILABLE,
                assertInstanceOf(FactoryException.class, unreadable.getCause()).code());

        failing = false;
        assertEquals("good", loop.load(prepared("good")).join().name());
    }

    @Test
    void aFailingDeviceFailsEverySequenceAndEndsTheProcess() throws InterruptedException {
        LoadedModel model = load("first");
        RecordingSink one = submit(model, Specs.prompt("one").maxTokens(9));
        RecordingSink two = submit(model, Specs.prompt("two").maxTokens(9));
        RecordingSink waiting = submit(model, Specs.prompt("three").maxTokens(9));
        entered.acquire();
        failure = new EngineException("device lost", new RuntimeException("native"));
        failing = true;
        steps.release(100);

        assertSame(failure, fatal.join());
        for (RecordingSink sink : List.of(one, two, waiting)) {
            CompletionException error =
                    assertThrows(CompletionException.class, () -> sink.end().join());
            FactoryException cause = assertInstanceOf(FactoryException.class, error.getCause());
            assertEquals(ErrorCode.WORKER_LOST, cause.code());
            assertEquals("The worker was lost while it generated.", cause.message());
        }
        assertTrue(engines.getFirst().closed());
        assertTrue(loop.awaitEnd(LONG));
        FactoryException late =
                assertThrows(FactoryException.class, () -> submit(model, Specs.prompt("late")));
        assertEquals(ErrorCode.UNAVAILABLE, late.code());
    }

    @Test
    void aDrainingWorkerFinishesWhatItHasAndTakesNothingNew() throws InterruptedException {
        LoadedModel model = load("first");
        RecordingSink running = submit(model, Specs.prompt("go").maxTokens(5));
        entered.acquire();
        loop.drain();

        FactoryException refused =
                assertThrows(FactoryException.class, () -> submit(model, Specs.prompt("late")));
        assertEquals(ErrorCode.UNAVAILABLE, refused.code());
        assertFalse(loop.awaitEnd(Duration.ZERO));

        steps.release(100);
        assertEquals(5, running.end().join().usage().completionTokens());
        assertTrue(loop.awaitEnd(LONG));
        assertTrue(engines.getFirst().closed());
    }

    @Test
    void aDrainingWorkerFinishesWhatLostItsSlotToo() throws InterruptedException {
        LoadedModel model = load("first");
        RecordingSink one = submit(model, Specs.prompt("one").maxTokens(6), 2);
        RecordingSink two = submit(model, Specs.prompt("two").maxTokens(6), 1);
        steps.release(2);
        entered.acquire(3); // both run, or one of them has run alone for a step
        RecordingSink urgent = submit(model, Specs.prompt("urgent").maxTokens(2), 0);
        loop.drain();
        steps.release(100);

        assertEquals(2, urgent.end().join().usage().completionTokens());
        assertEquals(6, one.end().join().usage().completionTokens());
        assertEquals(6, two.end().join().usage().completionTokens());
        assertTrue(loop.awaitEnd(LONG));
        assertEquals(1, loop.load().totals().preemptions());
        assertEquals(0, loop.load().waiting());
    }

    @Test
    void aWorkerThatIsStoppedCutsItsSequencesOff() throws InterruptedException {
        LoadedModel model = load("first");
        RecordingSink running = submit(model, Specs.prompt("go").maxTokens(50));
        entered.acquire();
        loop.stop();
        steps.release(1);

        CompletionException error =
                assertThrows(CompletionException.class, () -> running.end().join());
        assertEquals(
                ErrorCode.UNAVAILABLE,
                assertInstanceOf(FactoryException.class, error.getCause()).code());
        assertEquals(1, running.tokens().size());
        assertTrue(loop.awaitEnd(LONG));
        assertFalse(fatal.isDone());
    }

    @Test
    void aSequenceWithNothingLeftToGenerateEndsWithoutAStep() {
        LoadedModel model = load("first");
        RecordingSink full = submit(model, Specs.prompt("go").resumed("abc").maxTokens(3));
        RecordingSink stopped =
                submit(model, Specs.prompt("go").resumed("abXY").stops("XY").maxTokens(9));

        assertEquals(EndReason.LENGTH, full.end().join().reason());
        assertEquals(3, full.end().join().usage().completionTokens());
        assertEquals(EndReason.STOP, stopped.end().join().reason());
        assertEquals("", stopped.text());
        assertEquals(List.of(), engines.getFirst().batches());
    }

    @Test
    void totalsCountStepsAndTokens() throws InterruptedException {
        LoadedModel model = load("first");
        steps.release(100);
        submit(model, Specs.prompt("x".repeat(20)).maxTokens(3)).end().join();
        loop.drain();
        assertTrue(loop.awaitEnd(LONG));

        WorkerTotals totals = loop.load().totals();
        assertEquals(4, totals.steps()); // 16 + 4 prompt tokens, then two more tokens
        assertEquals(20, totals.prefillTokens());
        assertEquals(3, totals.generatedTokens());
        assertEquals(totals.steps(), reports.size());
        assertEquals(totals.busyNanos(), reports.stream().mapToLong(StepReport::nanos).sum());
    }
}
