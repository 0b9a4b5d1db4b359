package io.aifactory.ingestion.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.aifactory.ingestion.pipeline.Progress;
import io.aifactory.ingestion.pipeline.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IngestionJobTest {
    private static final JobSpec SPEC =
            new JobSpec(
                    UUID.randomUUID(),
                    "corpus",
                    List.of("x"),
                    new Recipe(300, 5, 1, "text", 1, 100, 100),
                    Instant.EPOCH);

    @Test
    void everyDeathOfTheProcessIsCounted() {
        IngestionJob.Queued first = new IngestionJob.Queued(SPEC);

        IngestionJob second = first.start(Instant.EPOCH).interrupt(Instant.EPOCH);
        IngestionJob third =
                assertInstanceOf(IngestionJob.Queued.class, second)
                        .start(Instant.EPOCH)
                        .advance(Progress.NONE)
                        .interrupt(Instant.EPOCH);

        assertEquals(new IngestionJob.Queued(first.spec(), 1), second);
        assertEquals(new IngestionJob.Queued(first.spec(), 2), third);
    }
}
