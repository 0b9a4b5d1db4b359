package io.aifactory.factory.deployment;

import io.aifactory.contracts.Digest;
import java.util.Optional;

/**
 * A smaller model that guesses next tokens for a deployment's model.
 *
 * @param reference what the user asked for, for example {@code small@champion}
 * @param modelVersion what it was resolved to, for example {@code small:2}
 * @param manifest of that version
 */
public record DraftSpec(String reference, String modelVersion, Digest manifest) {
    /** Whether the same workers would serve it; none = none. */
    static boolean alike(Optional<DraftSpec> one, Optional<DraftSpec> other) {
        return one.map(DraftSpec::manifest).equals(other.map(DraftSpec::manifest));
    }
}
