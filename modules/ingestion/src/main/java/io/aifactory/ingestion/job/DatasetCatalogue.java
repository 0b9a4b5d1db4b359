package io.aifactory.ingestion.job;

import io.aifactory.contracts.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Published dataset versions. */
public interface DatasetCatalogue {
    /** A version as the catalogue knows it; the manifest knows the rest. */
    record Entry(Digest digest, String name, Instant createdAt) {}

    /** The newest first. */
    List<Entry> newestDatasets(int limit);

    Optional<Entry> byDigest(Digest digest);

    /** The newest version of this name. */
    Optional<Entry> newestNamed(String name);
}
