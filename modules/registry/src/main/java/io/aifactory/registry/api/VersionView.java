package io.aifactory.registry.api;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.ModelVersion;
import io.aifactory.registry.catalogue.RegisteredVersion;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A model version.
 *
 * @param reference {@code model:version}
 * @param model its model
 * @param version its number
 * @param manifest digest of its manifest: its identity
 * @param state {@code LIVE} or {@code ARCHIVED}
 * @param aliases that point to it now
 * @param createdAt when it was registered
 * @param files number of files
 * @param bytes size of all files together
 * @param runId the training job that made it
 * @param dataset the dataset version it learned from
 * @param metrics final figures of the run
 * @param parameters what the run was asked to do
 */
record VersionView(
        String reference,
        String model,
        int version,
        String manifest,
        String state,
        SortedSet<String> aliases,
        Instant createdAt,
        int files,
        long bytes,
        @Nullable String runId,
        @Nullable String dataset,
        Map<String, Double> metrics,
        Map<String, String> parameters) {
    static VersionView of(RegisteredVersion registered) {
        ModelVersion version = registered.version();
        return new VersionView(
                version.model() + ":" + version.version(),
                version.model(),
                version.version(),
                version.manifest().value(),
                registered.state().name().name(),
                new TreeSet<>(version.aliases()),
                version.createdAt(),
                registered.files(),
                registered.bytes(),
                version.lineage().runId().orElse(null),
                version.lineage().dataset().map(Digest::value).orElse(null),
                new TreeMap<>(version.lineage().metrics()),
                new TreeMap<>(version.lineage().parameters()));
    }
}
