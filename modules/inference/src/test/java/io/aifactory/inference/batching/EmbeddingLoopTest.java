package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.embedding.EmbeddingSpec;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.ModelTask;
import io.aifactory.inference.testing.FakeEmbedder;
import io.aifactory.inference.testing.RecordingEmbeddings;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.EngineException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Embedding on the thread that owns the device, in steps of 16 tokens for 2 requests at once. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddingLoopTest extends StepLoopFixture {
    private final AtomicInteger ids = new AtomicInteger();

    @Test
    void vectorsComeInTheOrderOfTheInputs() throws InterruptedException {
        LoadedModel model = loadEmbedder("first");
        steps.release(100);
        RecordingEmbeddings sink = submit(model, input(7, 3), input(5, 3, 9), input(4));

        List<float[]> vectors = sink.end().join().vectors();
        assertEquals(3, vectors.size());
        assertArrayEquals(FakeEmbedder.vector(7, 3), vectors.get(0));
        assertArrayEquals(FakeEmbedder.vector(5, 3, 9), vectors.get(1));
        assertArrayEquals(FakeEmbedder.vector(4), vectors.get(2));
        assertEquals(6, sink.end().join().usage().promptTokens());
        assertEquals(SLOTS, model.slots());
        assertEquals(20, model.slotTokens());
        assertEquals(99, model.parameters());
        loop.drain();
        assertTrue(loop.awaitEnd(LONG));
        assertEquals(
                new WorkerTotals(1, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                withoutTimes(loop.load().totals()));
        assertEquals(1, reports.size());
        assertEquals(6, reports.getFirst().prefillTokens());
        assertEquals(1, reports.getFirst().sequences());
    }

    @Test
    void requestsShareStepsAndALargeOneDoesNotHoldUpASmallOne() throws InterruptedException {
        LoadedModel model = loadEmbedder("first");
        RecordingEmbeddings blocker = submit(model, new int[20]);
        entered.acquire(); // its step has begun, so the next two meet in one step
        RecordingEmbeddings large = submit(model, new int[6], new int[6], new int[6], new int[6]);
        RecordingEmbeddings small = submit(model, new int[4]);
        steps.release(2);
        blocker.end().join();
        small.end().join();
        assertFalse(large.end().isDone());

        steps.release(100);
        large.end().join();
        FakeEmbedder engine = embedders.getFirst();
        assertEquals(
                List.of(List.of(20), List.of(6, 6, 4), List.of(6, 6)),
                engine.steps().stream()
                        .map(step -> step.stream().map(input -> input.length).toList())
                        .toList());
    }

    @Test
    void energyOfAStepGoesToItsRequestsAndAddsUp() throws InterruptedException {
        LoadedModel model = loadEmbedder("first");
        RecordingEmbeddings blocker = submit(model, new int[20]);
        entered.acquire();
        RecordingEmbeddings one = submit(model, new int[3]);
        RecordingEmbeddings other = submit(model, new int[9]);
        meter.add(1_000);
        steps.release(1);
        blocker.end().join();
        entered.acquire();
        meter.add(800);
        steps.release(1);

        assertEquals(1_000_000, blocker.end().join().usage().nanojoules());
        // half of it evenly, half by 3 and 9 tokens
        assertEquals(300_000, one.end().join().usage().nanojoules());
        assertEquals(500_000, other.end().join().usage().nanojoules());
        assertTrue(other.end().join().usage().estimated());
    }

    @Test
    void aFullWorkerRefuses() throws InterruptedException {
        LoadedModel model = loadEmbedder("first");
        List<RecordingEmbeddings> sinks = new ArrayList<>();
        for (int i = 0; i < SLOTS + WAITING; i++) {
            sinks.add(submit(model, new int[1]));
        }
        FactoryException full =
                assertThrows(FactoryException.class, () -> submit(model, new int[1]));
        assertEquals(ErrorCode.QUEUE_FULL, full.code());

        steps.release(100);
        sinks.forEach(sink -> sink.end().join());
        submit(model, new int[1]).end().join();
    }

    @Test
    void aCancelledRequestLeavesBeforeTheNextStep() throws InterruptedException {
        LoadedModel model = loadEmbedder("first");
        RecordingEmbeddings leaving = submit(model, new int[16], new int[16], new int[16]);
        entered.acquire();
        leaving.cancel();
        RecordingEmbeddings staying = submit(model, new int[2]);
        steps.release(100);
        staying.end().join();

        assertEquals(2, embedders.getFirst().steps().size());
        loop.drain();
        assertTrue(loop.awaitEnd(LONG));
        assertFalse(leaving.end().isDone());
        assertEquals(0, loop.load().running());
        assertEquals(0, loop.load().waiting());
    }

    @Test
    void modelsOfEitherKindReplaceEachOtherOnceTheirRequestsHaveEnded()
            throws InterruptedException {
        LoadedModel embeds = loadEmbedder("first");
        RecordingEmbeddings running = submit(embeds, new int[16], new int[16]);
        entered.acquire();
        CompletableFuture<LoadedModel> loading = loop.load(prepared("second"));
        FactoryException late =
                assertThrows(FactoryException.class, () -> submit(embeds, new int[1]));
        assertEquals(ErrorCode.UNAVAILABLE, late.code());
        assertFalse(loading.isDone());
        assertFalse(embedders.getFirst().closed());

        steps.release(100);
        assertEquals(2, running.end().join().vectors().size());
        LoadedModel generates = loading.join();
        assertTrue(embedders.getFirst().closed());
        RecordingSink text = submit(generates, Specs.prompt("go").maxTokens(2));
        assertEquals(2, text.end().join().usage().completionTokens());

        loop.load(embedder("third")).join();
        assertTrue(engines.getFirst().closed());
    }

    @Test
    void aDrainingWorkerFinishesWhatItHas() throws InterruptedException {
        LoadedModel model = loadEmbedder("first");
        RecordingEmbeddings running = submit(model, new int[16], new int[16]);
        entered.acquire();
        loop.drain();
        assertThrows(FactoryException.class, () -> submit(model, new int[1]));
        steps.release(100);

        assertEquals(2, running.end().join().vectors().size());
        assertTrue(loop.awaitEnd(LONG));
        assertTrue(embedders.getFirst().closed());
    }

    @Test
    void aFailingDeviceFailsEveryRequestAndEndsTheProcess() throws InterruptedException {
        LoadedModel model = loadEmbedder("first");
        List<RecordingEmbeddings> sinks = new ArrayList<>();
        for (int i = 0; i < SLOTS + WAITING; i++) {
            sinks.add(submit(model, new int[16], new int[16]));
        }
        entered.acquire();
        failure = new EngineException("device lost", new RuntimeException("native"));
        failing = true;
        steps.release(100);

        assertSame(failure, fatal.join());
        for (RecordingEmbeddings sink : sinks) {
            CompletionException error =
                    assertThrows(CompletionException.class, () -> sink.end().join());
            assertEquals(
                    ErrorCode.WORKER_LOST,
                    assertInstanceOf(FactoryException.class, error.getCause()).code());
        }
    }

    @Test
    void inputsThatTheEngineRefusesFailTheirRequestAlone() throws InterruptedException {
        LoadedModel model = loadEmbedder("first");
        RecordingEmbeddings blocker = submit(model, new int[20]);
        entered.acquire();
        RecordingEmbeddings good = submit(model, input(1, 2));
        RecordingEmbeddings bad = submit(model, input(666));
        steps.release(100);
        blocker.end().join();

        assertEquals(1, good.end().join().vectors().size());
        CompletionException error = assertThrows(CompletionException.class, () -> bad.end().join());
        FactoryException cause = assertInstanceOf(FactoryException.class, error.getCause());
        assertEquals(ErrorCode.INVALID_REQUEST, cause.code());
        assertEquals("The model cannot embed these inputs; check their tokens.", cause.message());
    }

    private LoadedModel loadEmbedder(String name) {
        loop.start();
        return loop.load(embedder(name)).join();
    }

    private static io.aifactory.inference.model.PreparedModel embedder(String name) {
        return prepared(name, new ModelTask.Embeds(FakeEmbedder.config(20)));
    }

    private RecordingEmbeddings submit(LoadedModel model, int[]... inputs) {
        RecordingEmbeddings sink = new RecordingEmbeddings();
        loop.submit(
                model,
                new EmbeddingSpec("call-" + ids.incrementAndGet(), Arrays.asList(inputs)),
                sink);
        return sink;
    }

    private static int[] input(int... tokens) {
        return tokens;
    }

    private static WorkerTotals withoutTimes(WorkerTotals totals) {
        return new WorkerTotals(
                totals.steps(),
                totals.stepsAhead(),
                totals.wastedRows(),
                totals.prefillTokens(),
                totals.generatedTokens(),
                totals.draftedTokens(),
                totals.acceptedTokens(),
                0,
                0,
                0,
                totals.restoredTokens(),
                0,
                0,
                0,
                0,
                0);
    }
}
