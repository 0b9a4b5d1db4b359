package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DataSource;
import io.aifactory.storage.Manifests;
import java.util.List;
import java.util.Map;

/**
 * What determines a version before it is made: equal keys give equal manifests.
 *
 * @param name of the dataset
 * @param recipe {@link Recipe#parameters()}
 * @param sources with their digests, in order
 */
record VersionKey(String name, Map<String, String> recipe, List<DataSource> sources) {
    Digest digest() {
        return Digest.of(Manifests.canonicalBytes(this));
    }
}
