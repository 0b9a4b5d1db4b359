package io.aifactory.ingestion.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.ingestion.pipeline.Progress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of jobs when the process or the database goes away. */
class JobRunnerRecoveryTest {
    private final RunnerFixture fixture = new RunnerFixture();
    private final AtomicInteger runs = new AtomicInteger();
    private JobRunner runner = fixture.runner((spec, control) -> RunnerFixture.dataset());

    @AfterEach
    void stop() {
        runner.stop();
    }

    @Test
    void aJobThatWasRunningWhenTheProcessDiedBeginsAnew() {
        IngestionJob.Running interrupted = RunnerFixture.job().start(Instant.EPOCH);
        fixture.book.put(interrupted);
        runner = fixture.runner((spec, control) -> RunnerFixture.dataset());

        runner.start();

        fixture.book.await(interrupted.spec().id(), IngestionJob.Succeeded.class);
        assertEquals(
                List.of(JobEvent.Kind.RESTARTED, JobEvent.Kind.STARTED, JobEvent.Kind.SUCCEEDED),
                fixture.book.events(interrupted.spec().id()).stream().map(JobEvent::kind).toList());
    }

    @Test
    void stoppingTheProcessLeavesTheJobToTheNextStart() throws InterruptedException {
        IngestionJob.Queued job = RunnerFixture.job();
        runner =
                fixture.runner((spec, control) -> {
                    fixture.block(control);
                    return RunnerFixture.dataset();
                });
        runner.start();
        runner.submit(job);
        fixture.started.await();

        runner.stop();

        IngestionJob waiting = fixture.book.find(job.spec().id()).orElseThrow();
        assertEquals(0, assertInstanceOf(IngestionJob.Queued.class, waiting).interruptions());
    }

    @Test
    void aJobIsGivenUpWhenTheProcessDiedThreeTimesWhileItRan() {
        // Given
        IngestionJob.Running interrupted =
                new IngestionJob.Running(
                        RunnerFixture.job().spec(), Progress.NONE, Instant.EPOCH, 2);
        fixture.book.put(interrupted);
        runner = fixture.runner((spec, control) -> RunnerFixture.dataset());

        // When
        runner.start();

        // Then
        IngestionJob.Failed failed =
                assertInstanceOf(
                        IngestionJob.Failed.class,
                        fixture.book.find(interrupted.spec().id()).orElseThrow());
        assertEquals(ErrorCode.LIMIT_EXCEEDED, failed.code());
        assertEquals(
                "The factory ended three times while reading x; use a smaller corpus or a larger"
                        + " heap.",
                failed.message());
        assertEquals(
                List.of(JobEvent.Kind.FAILED),
                fixture.book.events(interrupted.spec().id()).stream().map(JobEvent::kind).toList());
    }

    @Test
    void aWaitingJobRunsWhenTheDatabaseIsBackWithoutAnotherOrder() {
        IngestionJob.Queued job = RunnerFixture.job();
        runner = fixture.runner((spec, control) -> RunnerFixture.dataset());
        fixture.book.failNext(5);
        runner.start();

        runner.submit(job);

        fixture.book.await(job.spec().id(), IngestionJob.Succeeded.class);
    }

    @Test
    void aFailureThatCouldNotBeStoredIsStoredLater() {
        IngestionJob.Queued job = RunnerFixture.job();
        runner =
                fixture.runner((spec, control) -> {
                    fixture.book.failNext(5);
                    throw new FactoryException(ErrorCode.STORAGE_FULL, "full\0; tidy up");
                });
        runner.start();

        runner.submit(job);

        IngestionJob.Failed failed =
                (IngestionJob.Failed)
                        fixture.book.await(job.spec().id(), IngestionJob.Failed.class);
        assertEquals("full ; tidy up", failed.message());
    }

    @Test
    void aDatasetThatCouldNotBeStoredIsStoredLaterAndMadeOnce() {
        IngestionJob.Queued job = RunnerFixture.job();
        runner =
                fixture.runner((spec, control) -> {
                    runs.incrementAndGet();
                    fixture.book.failNext(5);
                    control.progress(new Progress(Progress.Stage.READING, 0.1, "", 1, 1, 0, 1));
                    return RunnerFixture.dataset();
                });
        runner.start();

        runner.submit(job);

        fixture.book.await(job.spec().id(), IngestionJob.Succeeded.class);
        assertEquals(1, runs.get());
    }
}
