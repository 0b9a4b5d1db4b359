package io.aifactory.ingestion.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.ingestion.pipeline.Dataset;
import io.aifactory.ingestion.pipeline.JobControl;
import io.aifactory.ingestion.pipeline.Progress;
import io.aifactory.ingestion.pipeline.Recipe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobRunnerTest {
    private static final Digest DIGEST = Digest.of(new byte[0]);

    private final MemoryJobBook book = new MemoryJobBook();
    private final CountDownLatch started = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();
    private JobRunner runner = runner((spec, control) -> dataset());

    @AfterEach
    void stop() {
        runner.stop();
    }

    @Test
    void aJobRunsToItsEnd() {
        IngestionJob.Queued job = job();
        runner = runner((spec, control) -> dataset());
        runner.start();

        runner.submit(job);

        IngestionJob ended = book.await(job.spec().id(), IngestionJob.Succeeded.class);
        assertEquals(DIGEST, ((IngestionJob.Succeeded) ended).dataset());
        assertEquals(1.0, ended.progress().fraction());
        assertEquals(
                List.of(JobEvent.Kind.QUEUED, JobEvent.Kind.STARTED, JobEvent.Kind.SUCCEEDED),
                book.events(job.spec().id()).stream().map(JobEvent::kind).toList());
    }

    @Test
    void aJobThatWasRunningWhenTheProcessDiedBeginsAnew() {
        IngestionJob.Running interrupted = job().start(Instant.EPOCH);
        book.put(interrupted);
        runner = runner((spec, control) -> dataset());

        runner.start();

        book.await(interrupted.spec().id(), IngestionJob.Succeeded.class);
        assertEquals(
                List.of(JobEvent.Kind.RESTARTED, JobEvent.Kind.STARTED, JobEvent.Kind.SUCCEEDED),
                book.events(interrupted.spec().id()).stream().map(JobEvent::kind).toList());
    }

    @Test
    void aKnownErrorIsKeptAndTheNextJobRuns() {
        IngestionJob.Queued bad = job();
        IngestionJob.Queued good = job();
        runner =
                runner((spec, control) -> {
                    if (spec.id().equals(bad.spec().id())) {
                        throw new FactoryException(ErrorCode.STORAGE_FULL, "full; tidy up");
                    }
                    return dataset();
                });
        runner.start();

        runner.submit(bad);
        runner.submit(good);

        book.await(good.spec().id(), IngestionJob.Succeeded.class);
        IngestionJob.Failed failed =
                assertInstanceOf(
                        IngestionJob.Failed.class, book.find(bad.spec().id()).orElseThrow());
        assertEquals(ErrorCode.STORAGE_FULL, failed.code());
        assertEquals("full; tidy up", failed.message());
    }

    @Test
    void anUnknownErrorTellsNothingInternal() {
        IngestionJob.Queued job = job();
        runner =
                runner((spec, control) -> {
                    throw new IllegalStateException("/secret/path");
                });
        runner.start();

        runner.submit(job);

        IngestionJob.Failed failed =
                (IngestionJob.Failed) book.await(job.spec().id(), IngestionJob.Failed.class);
        assertEquals(ErrorCode.INTERNAL, failed.code());
        assertEquals("An internal error occurred; the log has it.", failed.message());
    }

    @Test
    void cancellingARunningJobInterruptsItAndFreesTheThread() throws InterruptedException {
        IngestionJob.Queued blocked = job();
        IngestionJob.Queued next = job();
        runner =
                runner((spec, control) -> {
                    if (spec.id().equals(blocked.spec().id())) {
                        block(control);
                    }
                    return dataset();
                });
        runner.start();
        runner.submit(blocked);
        runner.submit(next);
        started.await();

        runner.cancel(blocked.spec().id());

        book.await(next.spec().id(), IngestionJob.Succeeded.class);
        assertInstanceOf(
                IngestionJob.Cancelled.class, book.find(blocked.spec().id()).orElseThrow());
    }

    @Test
    void cancellingAWaitingJobKeepsItFromRunning() throws InterruptedException {
        IngestionJob.Queued blocked = job();
        IngestionJob.Queued waiting = job();
        runner =
                runner((spec, control) -> {
                    runs.incrementAndGet();
                    block(control);
                    return dataset();
                });
        runner.start();
        runner.submit(blocked);
        runner.submit(waiting);
        started.await();

        IngestionJob cancelled = runner.cancel(waiting.spec().id()).orElseThrow();
        runner.cancel(blocked.spec().id());
        runner.stop();

        assertInstanceOf(IngestionJob.Cancelled.class, cancelled);
        assertEquals(1, runs.get());
    }

    @Test
    void stoppingTheProcessLeavesTheJobToTheNextStart() throws InterruptedException {
        IngestionJob.Queued job = job();
        runner =
                runner((spec, control) -> {
                    block(control);
                    return dataset();
                });
        runner.start();
        runner.submit(job);
        started.await();

        runner.stop();

        IngestionJob waiting = book.find(job.spec().id()).orElseThrow();
        assertEquals(0, assertInstanceOf(IngestionJob.Queued.class, waiting).interruptions());
    }

    @Test
    void aJobIsGivenUpWhenTheProcessDiedThreeTimesWhileItRan() {
        // Given
        IngestionJob.Running interrupted =
                new IngestionJob.Running(job().spec(), Progress.NONE, Instant.EPOCH, 2);
        book.put(interrupted);
        runner = runner((spec, control) -> dataset());

        // When
        runner.start();

        // Then
        IngestionJob.Failed failed =
                assertInstanceOf(
                        IngestionJob.Failed.class,
                        book.find(interrupted.spec().id()).orElseThrow());
        assertEquals(ErrorCode.LIMIT_EXCEEDED, failed.code());
        assertEquals(
                "The factory ended three times while reading x; use a smaller corpus or a larger"
                        + " heap.",
                failed.message());
        assertEquals(
                List.of(JobEvent.Kind.FAILED),
                book.events(interrupted.spec().id()).stream().map(JobEvent::kind).toList());
    }

    @Test
    void aWaitingJobRunsWhenTheDatabaseIsBackWithoutAnotherOrder() {
        IngestionJob.Queued job = job();
        runner = runner((spec, control) -> dataset());
        book.failNext(5);
        runner.start();

        runner.submit(job);

        book.await(job.spec().id(), IngestionJob.Succeeded.class);
    }

    @Test
    void aFailureThatCouldNotBeStoredIsStoredLater() {
        IngestionJob.Queued job = job();
        runner =
                runner((spec, control) -> {
                    book.failNext(5);
                    throw new FactoryException(ErrorCode.STORAGE_FULL, "full\0; tidy up");
                });
        runner.start();

        runner.submit(job);

        IngestionJob.Failed failed =
                (IngestionJob.Failed) book.await(job.spec().id(), IngestionJob.Failed.class);
        assertEquals("full ; tidy up", failed.message());
    }

    @Test
    void aDatasetThatCouldNotBeStoredIsStoredLaterAndMadeOnce() {
        IngestionJob.Queued job = job();
        runner =
                runner((spec, control) -> {
                    runs.incrementAndGet();
                    book.failNext(5);
                    control.progress(new Progress(Progress.Stage.READING, 0.1, "", 1, 1, 0, 1));
                    return dataset();
                });
        runner.start();

        runner.submit(job);

        book.await(job.spec().id(), IngestionJob.Succeeded.class);
        assertEquals(1, runs.get());
    }

    @Test
    void progressOfAStageIsSavedAtMostOncePerInterval() {
        IngestionJob.Queued job = job();
        AtomicInteger saved = new AtomicInteger();
        runner =
                runner((spec, control) -> {
                    for (int i = 1; i <= 100; i++) {
                        control.progress(new Progress(Progress.Stage.READING, 0.1, "", i, i, 0, i));
                        saved.set(
                                (int)
                                        book.find(spec.id())
                                                .orElseThrow()
                                                .progress()
                                                .documentsRead());
                    }
                    return dataset();
                });
        runner.start();

        runner.submit(job);

        book.await(job.spec().id(), IngestionJob.Succeeded.class);
        assertEquals(1, saved.get());
    }

    private void block(JobControl control) {
        started.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        control.checkCancelled();
        assertTrue(false, "a cancelled job went on");
    }

    private JobRunner runner(PipelineRun pipeline) {
        return new JobRunner(
                book,
                pipeline,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                Duration.ofMillis(250),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    private static IngestionJob.Queued job() {
        return new IngestionJob.Queued(
                new JobSpec(
                        UUID.randomUUID(),
                        "corpus",
                        List.of("x"),
                        new Recipe(300, 5, 1, "text", 1, 100, 100),
                        Instant.EPOCH));
    }

    private static Dataset dataset() {
        return new Dataset(
                DIGEST,
                new DatasetManifest(
                        DatasetManifest.FORMAT,
                        "corpus",
                        DIGEST,
                        300,
                        0,
                        2,
                        List.of(),
                        List.of(),
                        DIGEST,
                        Map.of(),
                        List.of(),
                        new DatasetStatistics(0, 0, 0, Map.of(), 0, 0)),
                DIGEST,
                true);
    }
}
