package io.aifactory.factory.deployment;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelRegistration;
import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.contracts.model.ModelVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A registry in which every {@code model:version} exists; some may be archived. */
final class NamedVersions implements ModelRegistry {
    private final Set<String> archived = ConcurrentHashMap.newKeySet();

    void archive(String reference) {
        archived.add(reference);
    }

    @Override
    public ModelVersion register(ModelRegistration registration) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ModelVersion> resolve(String reference) {
        if (archived.contains(reference)) {
            throw new FactoryException(ErrorCode.CONFLICT, reference + " is archived");
        }
        int colon = reference.indexOf(':');
        return Optional.of(
                new ModelVersion(
                        reference.substring(0, colon),
                        Integer.parseInt(reference.substring(colon + 1)),
                        manifest(reference),
                        Set.of(),
                        new Lineage(Optional.empty(), Optional.empty(), Map.of(), Map.of()),
                        Instant.EPOCH));
    }

    static Digest manifest(String reference) {
        return Digest.of(reference.getBytes(StandardCharsets.UTF_8));
    }
}
