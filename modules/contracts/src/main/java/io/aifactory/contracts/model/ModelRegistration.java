package io.aifactory.contracts.model;

import io.aifactory.contracts.Digest;
import java.util.Set;

/**
 * A wish to register a model version whose blobs and manifest already lie in storage.
 *
 * @param model name of the model; made when it does not exist
 * @param manifest digest of the {@link ModelManifest} blob
 * @param lineage where it comes from
 * @param aliases names to move to the new version in the same transaction
 */
public record ModelRegistration(
        String model, Digest manifest, Lineage lineage, Set<String> aliases) {
    public ModelRegistration {
        aliases = Set.copyOf(aliases);
    }
}
