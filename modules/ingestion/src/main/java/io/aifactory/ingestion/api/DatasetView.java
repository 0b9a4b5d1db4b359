package io.aifactory.ingestion.api;

import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.ingestion.job.DatasetCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A dataset version. */
public record DatasetView(
        String digest,
        String name,
        Instant createdAt,
        int vocabulary,
        long trainTokens,
        long heldOutTokens,
        long heldOutBytes,
        DatasetStatistics statistics,
        List<SourceView> sources,
        Map<String, String> recipe,
        String tokenizer) {
    /** What was read. */
    public record SourceView(String uri, String digest, String licence, long bytes) {}

    static DatasetView of(DatasetCatalogue.Entry entry, DatasetManifest manifest) {
        return new DatasetView(
                entry.digest().value(),
                entry.name(),
                entry.createdAt(),
                manifest.vocabulary(),
                manifest.trainTokens(),
                manifest.heldOutTokens(),
                manifest.heldOutBytes(),
                manifest.statistics(),
                manifest.sources().stream()
                        .map(s ->
                                new SourceView(s.uri(), s.digest().value(), s.licence(), s.bytes()))
                        .toList(),
                manifest.recipe(),
                manifest.tokenizer().value());
    }
}
