package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;

/**
 * A published version.
 *
 * @param digest of its manifest
 * @param key see {@link VersionKey}
 * @param isNew whether this run made it
 */
public record Dataset(Digest digest, DatasetManifest manifest, Digest key, boolean isNew) {}
