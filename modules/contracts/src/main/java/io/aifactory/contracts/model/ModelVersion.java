package io.aifactory.contracts.model;

import io.aifactory.contracts.Digest;
import java.time.Instant;
import java.util.Set;

/**
 * A registered model version.
 *
 * @param model name of the model it is a version of: {@code [a-z0-9][a-z0-9._-]*}, at most 96
 *     characters
 * @param version 1, 2, 3 … within the model
 * @param manifest digest of its {@link ModelManifest}
 * @param aliases movable names that point to it now
 * @param lineage where it comes from
 * @param createdAt when the registration was committed
 */
public record ModelVersion(
        String model,
        int version,
        Digest manifest,
        Set<String> aliases,
        Lineage lineage,
        Instant createdAt) {
    public ModelVersion {
        aliases = Set.copyOf(aliases);
    }
}
