package io.aifactory.ingestion.job;

import static org.junit.jupiter.api.Assertions.fail;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.contracts.retry.Backoff;
import io.aifactory.ingestion.pipeline.Dataset;
import io.aifactory.ingestion.pipeline.JobControl;
import io.aifactory.ingestion.pipeline.Recipe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** Jobs, their result and a runner, for the tests of the runner. */
final class RunnerFixture {
    static final Digest DIGEST = Digest.of(new byte[0]);

    final MemoryJobBook book = new MemoryJobBook();

    /** Opened by {@link #block}. */
    final CountDownLatch started = new CountDownLatch(1);

    JobRunner runner(PipelineRun pipeline) {
        return new JobRunner(
                book,
                pipeline,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                Duration.ofMillis(250),
                Backoff.fresh(Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    /** What a pipeline does that goes on until it is cancelled. */
    void block(JobControl control) {
        started.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        control.checkCancelled();
        fail("a cancelled job went on");
    }

    static IngestionJob.Queued job() {
        return new IngestionJob.Queued(
                new JobSpec(
                        UUID.randomUUID(),
                        "corpus",
                        List.of("x"),
                        new Recipe(300, 5, 1, "text", 1, 100, 100),
                        Instant.EPOCH));
    }

    static Dataset dataset() {
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
