package io.aifactory.factory.deployment;

import io.aifactory.contracts.Digest;
import java.time.Instant;

/**
 * What is to be served under one name.
 *
 * @param name served model name
 * @param reference what the user asked for, for example {@code europarl@champion}
 * @param modelVersion what it was resolved to, for example {@code europarl:2}
 * @param manifest of that version
 * @param workers processes wanted
 * @param slots sequences at once in each of them
 */
public record DeploymentSpec(
        String name,
        String reference,
        String modelVersion,
        Digest manifest,
        int workers,
        int slots,
        Instant createdAt) {
    /** Whether the same workers would serve it. */
    boolean servesLike(DeploymentSpec other) {
        return name.equals(other.name)
                && manifest.equals(other.manifest)
                && workers == other.workers
                && slots == other.slots;
    }
}
