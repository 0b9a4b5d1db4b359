package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.Digest;
import java.util.Optional;

/** Finds versions that were made before. */
@FunctionalInterface
public interface ExistingVersions {
    /**
     * The version with this key, if it is published.
     *
     * @param key digest of name, recipe and sources; see {@link VersionKey}
     */
    Optional<Digest> find(Digest key);
}
