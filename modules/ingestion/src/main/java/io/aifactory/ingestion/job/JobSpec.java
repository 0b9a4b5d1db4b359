package io.aifactory.ingestion.job;

import io.aifactory.ingestion.pipeline.Recipe;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a job was asked to do; never changes.
 *
 * @param name of the dataset
 * @param sources as the user gave them
 */
public record JobSpec(
        UUID id, String name, List<String> sources, Recipe recipe, Instant createdAt) {
    public JobSpec {
        sources = List.copyOf(sources);
    }
}
