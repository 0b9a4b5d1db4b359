package io.aifactory.factory.deployment;

import io.aifactory.contracts.Digest;
import java.time.Instant;

/**
 * What is served under one name.
 *
 * @param name served model name
 * @param reference what the user asked for, for example {@code europarl@champion}
 * @param modelVersion what it was resolved to, for example {@code europarl:2}
 * @param manifest of that version
 * @param workers processes wanted
 * @param slots sequences at once in each of them
 */
public record Deployment(
        String name,
        String reference,
        String modelVersion,
        Digest manifest,
        int workers,
        int slots,
        DeploymentState state,
        Instant createdAt) {
    Deployment in(DeploymentState next) {
        return new Deployment(
                name, reference, modelVersion, manifest, workers, slots, next, createdAt);
    }

    /** Whether the same workers would serve it. */
    boolean servesLike(Deployment other) {
        return name.equals(other.name)
                && manifest.equals(other.manifest)
                && workers == other.workers
                && slots == other.slots;
    }
}
