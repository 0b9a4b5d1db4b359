package io.aifactory.ingestion.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.ingestion.pipeline.Progress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobRunnerTest {
    private final RunnerFixture fixture = new RunnerFixture();
    private final AtomicInteger runs = new AtomicInteger();
    private JobRunner runner = fixture.runner((spec, control) -> RunnerFixture.dataset());

    @AfterEach
    void stop() {
        runner.stop();
    }

    @Test
    void aJobRunsToItsEnd() {
        IngestionJob.Queued job = RunnerFixture.job();
        runner = fixture.runner((spec, control) -> RunnerFixture.dataset());
        runner.start();

        runner.submit(job);

        IngestionJob ended = fixture.book.await(job.spec().id(), IngestionJob.Succeeded.class);
        assertEquals(RunnerFixture.DIGEST, ((IngestionJob.Succeeded) ended).dataset());
        assertEquals(1.0, ended.progress().fraction());
        assertEquals(
                List.of(JobEvent.Kind.QUEUED, JobEvent.Kind.STARTED, JobEvent.Kind.SUCCEEDED),
                fixture.book.events(job.spec().id()).stream().map(JobEvent::kind).toList());
    }

    @Test
    void aKnownErrorIsKeptAndTheNextJobRuns() {
        IngestionJob.Queued bad = RunnerFixture.job();
        IngestionJob.Queued good = RunnerFixture.job();
        runner =
                fixture.runner((spec, control) -> {
                    if (spec.id().equals(bad.spec().id())) {
                        throw new FactoryException(ErrorCode.STORAGE_FULL, "full; tidy up");
                    }
                    return RunnerFixture.dataset();
                });
        runner.start();

        runner.submit(bad);
        runner.submit(good);

        fixture.book.await(good.spec().id(), IngestionJob.Succeeded.class);
        IngestionJob.Failed failed =
                assertInstanceOf(
                        IngestionJob.Failed.class,
                        fixture.book.find(bad.spec().id()).orElseThrow());
        assertEquals(ErrorCode.STORAGE_FULL, failed.code());
        assertEquals("full; tidy up", failed.message());
    }

    @Test
    void anUnknownErrorTellsNothingInternal() {
        IngestionJob.Queued job = RunnerFixture.job();
        runner =
                fixture.runner((spec, control) -> {
                    throw new IllegalStateException("/secret/path");
                });
        runner.start();

        runner.submit(job);

        IngestionJob.Failed failed =
                (IngestionJob.Failed)
                        fixture.book.await(job.spec().id(), IngestionJob.Failed.class);
        assertEquals(ErrorCode.INTERNAL, failed.code());
        assertEquals("An internal error occurred; the log has it.", failed.message());
    }

    @Test
    void cancellingARunningJobInterruptsItAndFreesTheThread() throws InterruptedException {
        IngestionJob.Queued blocked = RunnerFixture.job();
        IngestionJob.Queued next = RunnerFixture.job();
        runner =
                fixture.runner((spec, control) -> {
                    if (spec.id().equals(blocked.spec().id())) {
                        fixture.block(control);
                    }
                    return RunnerFixture.dataset();
                });
        runner.start();
        runner.submit(blocked);
        runner.submit(next);
        fixture.started.await();

        runner.cancel(blocked.spec().id());

        fixture.book.await(next.spec().id(), IngestionJob.Succeeded.class);
        assertInstanceOf(
                IngestionJob.Cancelled.class, fixture.book.find(blocked.spec().id()).orElseThrow());
    }

    @Test
    void cancellingAWaitingJobKeepsItFromRunning() throws InterruptedException {
        IngestionJob.Queued blocked = RunnerFixture.job();
        IngestionJob.Queued waiting = RunnerFixture.job();
        runner =
                fixture.runner((spec, control) -> {
                    runs.incrementAndGet();
                    fixture.block(control);
                    return RunnerFixture.dataset();
                });
        runner.start();
        runner.submit(blocked);
        runner.submit(waiting);
        fixture.started.await();

        IngestionJob cancelled = runner.cancel(waiting.spec().id()).orElseThrow();
        runner.cancel(blocked.spec().id());
        runner.stop();

        assertInstanceOf(IngestionJob.Cancelled.class, cancelled);
        assertEquals(1, runs.get());
    }

    @Test
    void progressOfAStageIsSavedAtMostOncePerInterval() {
        IngestionJob.Queued job = RunnerFixture.job();
        AtomicInteger saved = new AtomicInteger();
        runner =
                fixture.runner((spec, control) -> {
                    for (int i = 1; i <= 100; i++) {
                        control.progress(new Progress(Progress.Stage.READING, 0.1, "", i, i, 0, i));
                        saved.set(
                                (int)
                                        fixture.book
                                                .find(spec.id())
                                                .orElseThrow()
                                                .progress()
                                                .documentsRead());
                    }
                    return RunnerFixture.dataset();
                });
        runner.start();

        runner.submit(job);

        fixture.book.await(job.spec().id(), IngestionJob.Succeeded.class);
        assertEquals(1, saved.get());
    }
}
