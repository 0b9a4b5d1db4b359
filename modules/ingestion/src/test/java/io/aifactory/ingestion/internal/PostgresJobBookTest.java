package io.aifactory.ingestion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.ingestion.job.IngestionJob;
import io.aifactory.ingestion.job.JobSpec;
import io.aifactory.ingestion.pipeline.Progress;
import io.aifactory.ingestion.pipeline.Recipe;
import io.aifactory.service.PostgresForTests;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class PostgresJobBookTest {
    @Inject PostgresJobBook book;

    @Test
    void theNumberOfInterruptionsIsKept() {
        // Given a job that is running for the second time
        JobSpec spec =
                new JobSpec(
                        UUID.randomUUID(),
                        "corpus",
                        List.of("x"),
                        new Recipe(300, 5, 1, "text", 1, 100, 100),
                        Instant.EPOCH);
        IngestionJob.Running second =
                new IngestionJob.Queued(spec, 1).start(Instant.ofEpochSecond(1));
        book.add(new IngestionJob.Queued(spec));

        // When
        book.change(spec.id(), _ -> second, Optional.empty());
        Optional<IngestionJob> running = book.find(spec.id());
        book.change(spec.id(), _ -> second.interrupt(Instant.EPOCH), Optional.empty());
        Optional<IngestionJob> waiting = book.find(spec.id());
        book.change(spec.id(), _ -> second.cancel(Instant.ofEpochSecond(2)), Optional.empty());

        // Then
        assertEquals(
                Optional.of(
                        new IngestionJob.Running(spec, Progress.NONE, Instant.ofEpochSecond(1), 1)),
                running);
        assertEquals(Optional.of(new IngestionJob.Queued(spec, 2)), waiting);
    }
}
