package io.aifactory.scheduler.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.dispatch.Policy;
import io.aifactory.scheduler.models.ModelCatalog;
import io.aifactory.scheduler.testing.Await;
import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.FakeWorker.Turn;
import io.aifactory.scheduler.testing.Letters;
import io.aifactory.scheduler.testing.ListedWorkers;
import io.aifactory.scheduler.workers.WorkerPool;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.tokenization.TokenizerJson;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequenceRunTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String CANCELLED = "failed: the request was cancelled";

    private final Dispatcher dispatcher =
            new Dispatcher(Policy.of(new LeastLoaded()), 2, System::nanoTime);
    private final ListedWorkers directory = new ListedWorkers();
    private final WorkerPool pool =
            new WorkerPool(
                    directory,
                    dispatcher,
                    new ModelCatalog(
                            TokenizerJson::read,
                            directory::expects,
                            LONG,
                            Clock.systemUTC(),
                            System::nanoTime,
                            model -> {}),
                    LONG);
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final SequenceRun run =
            new SequenceRun(
                    new SequenceSpec(
                            "r",
                            0,
                            "t",
                            "tiny",
                            FakeWorker.MANIFEST,
                            Letters.encode("p"),
                            4,
                            new SamplingSettings(0, 1, 0),
                            0,
                            List.of(),
                            false,
                            Optional.empty(),
                            0),
                    new Noting(),
                    new GenerationPorts(
                            dispatcher,
                            pool,
                            (request, sequence, attempt, decision) -> {},
                            LONG,
                            LONG,
                            System::nanoTime),
                    System.nanoTime());

    @AfterEach
    void stop() {
        pool.close();
    }

    @Test
    void whatIsCancelledBeforeItBeginsAsksForNothing() {
        run.cancel();

        run.run();

        assertEquals(List.of(CANCELLED), news);
        assertEquals(0, dispatcher.queued("tiny"));
    }

    @Test
    void whatIsCancelledWhileItWaitsLeavesTheQueue() throws InterruptedException {
        // Given no worker
        Thread thread = Thread.ofVirtual().start(run::run);
        Await.until("it waits", () -> dispatcher.queued("tiny") == 1);

        // When
        run.cancel();
        run.cancel();

        // Then
        assertTrue(thread.join(LONG));
        assertEquals(List.of(CANCELLED), news);
        assertEquals(0, dispatcher.queued("tiny"));
    }

    @Test
    void whatIsCancelledWhileItRunsFreesItsSlotAndSaysNothingMore() throws InterruptedException {
        try (FakeWorker worker = serving(new Turn.Hold(2))) {
            // Given
            Thread thread = Thread.ofVirtual().start(run::run);
            Await.until("two tokens", () -> news.size() == 3);

            // When
            run.cancel();

            // Then
            assertTrue(thread.join(LONG));
            assertTrue(worker.cancelled().await(LONG.toSeconds(), TimeUnit.SECONDS));
            assertEquals(List.of("started on w1", "text a", "text b", CANCELLED), news);
            assertEquals(0, dispatcher.inFlight());
        }
    }

    @Test
    void whatIsCancelledAfterItsEndStaysFinished() {
        try (FakeWorker worker = serving(new Turn.Hold(9))) {
            run.run();

            run.cancel();

            assertEquals(1, worker.requests().size());
            assertEquals(
                    List.of(
                            "started on w1",
                            "text a",
                            "text b",
                            "text c",
                            "text d",
                            "finished on w1"),
                    news);
            assertEquals(0, dispatcher.inFlight());
        }
    }

    private FakeWorker serving(Turn turn) {
        FakeWorker worker = FakeWorker.start("w1", "tiny", 1).next(turn);
        directory.list(worker.endpoint());
        Await.until(
                "w1 is known",
                () -> {
                    pool.tick();
                    return dispatcher.routesTo("w1");
                });
        return worker;
    }

    private final class Noting implements SequenceListener {
        @Override
        public void started(int index, String worker) {
            news.add("started on " + worker);
        }

        @Override
        public void text(
                int index, String text, int tokens, List<TokenReport> reports, Runnable consumed) {
            news.add("text " + text);
            consumed.run();
        }

        @Override
        public void finished(int index, SequenceResult result) {
            news.add("finished on " + result.worker());
        }

        @Override
        public void failed(int index, FactoryException error) {
            news.add("failed: " + error.message());
        }
    }
}
