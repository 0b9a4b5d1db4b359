package io.aifactory.factory.deployment;

import io.aifactory.contracts.Digest;

/**
 * A LoRA adapter that is served beside a model.
 *
 * @param name served model name of the adapter
 * @param reference what the user asked for, for example {@code polite@champion}
 * @param modelVersion what it was resolved to, for example {@code polite:2}
 * @param manifest of that version
 */
public record AdapterSpec(String name, String reference, String modelVersion, Digest manifest) {
    /** Whether the same workers would serve it. */
    boolean servesLike(AdapterSpec other) {
        return name.equals(other.name) && manifest.equals(other.manifest);
    }
}
