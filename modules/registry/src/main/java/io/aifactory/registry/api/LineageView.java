package io.aifactory.registry.api;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a model version comes from, link by link.
 *
 * @param model its model
 * @param version its number
 * @param manifest its identity
 * @param run the training run; absent for a model brought from outside
 * @param dataset the dataset version; absent if none is known
 */
record LineageView(
        String model,
        int version,
        String manifest,
        @Nullable RunView run,
        @Nullable DatasetView dataset) {
    /**
     * A training run.
     *
     * @param id of the training job
     * @param parameters what it was asked to do
     * @param metrics its final figures
     */
    record RunView(String id, Map<String, String> parameters, Map<String, Double> metrics) {}

    /**
     * A dataset version.
     *
     * @param digest its identity
     * @param available false if its manifest is no longer in the storage; then the rest is absent
     * @param name what people call it
     * @param vocabulary number of token ids
     * @param trainTokens tokens to learn from
     * @param heldOutTokens tokens for evaluation
     * @param recipe parameters of the pipeline that made it
     * @param documents counts of its documents
     * @param sources what was read
     */
    record DatasetView(
            String digest,
            boolean available,
            @Nullable String name,
            @Nullable Integer vocabulary,
            @Nullable Long trainTokens,
            @Nullable Long heldOutTokens,
            Map<String, String> recipe,
            @Nullable DocumentsView documents,
            List<SourceView> sources) {}

    /**
     * Counts of documents: {@code read = kept + duplicates + sum(rejected)}.
     *
     * @param index digest of the list of documents
     * @param read candidates found in the sources
     * @param kept documents in the version
     * @param duplicates dropped as exact duplicates
     * @param rejected dropped for another reason, by reason
     * @param textBytes UTF-8 bytes of the kept text
     */
    record DocumentsView(
            String index,
            long read,
            long kept,
            long duplicates,
            Map<String, Long> rejected,
            long textBytes) {}

    /**
     * Something that was read.
     *
     * @param uri as the user gave it
     * @param digest of what was read
     * @param licence what the source says of itself
     * @param bytes its size
     */
    record SourceView(String uri, String digest, String licence, long bytes) {}

    static LineageView of(ModelVersion version, Optional<DatasetManifest> dataset) {
        Lineage lineage = version.lineage();
        return new LineageView(
                version.model(),
                version.version(),
                version.manifest().value(),
                lineage.runId()
                        .map(id ->
                                new RunView(
                                        id,
                                        new TreeMap<>(lineage.parameters()),
                                        new TreeMap<>(lineage.metrics())))
                        .orElse(null),
                lineage.dataset()
                        .map(digest -> dataset.map(d -> view(digest, d)).orElse(gone(digest)))
                        .orElse(null));
    }

    private static DatasetView gone(Digest digest) {
        return new DatasetView(
                digest.value(), false, null, null, null, null, Map.of(), null, List.of());
    }

    private static DatasetView view(Digest digest, DatasetManifest dataset) {
        DatasetStatistics counts = dataset.statistics();
        return new DatasetView(
                digest.value(),
                true,
                dataset.name(),
                dataset.vocabulary(),
                dataset.trainTokens(),
                dataset.heldOutTokens(),
                new TreeMap<>(dataset.recipe()),
                new DocumentsView(
                        dataset.documents().value(),
                        counts.documentsRead(),
                        counts.documentsKept(),
                        counts.duplicates(),
                        new TreeMap<>(counts.rejected()),
                        counts.textBytes()),
                dataset.sources().stream()
                        .map(s ->
                                new SourceView(s.uri(), s.digest().value(), s.licence(), s.bytes()))
                        .toList());
    }
}
