package io.aifactory.contracts.model;

import io.aifactory.contracts.error.FactoryException;
import java.util.Optional;

/**
 * Port of the registry. Implementations are thread-safe; every write is durable when the call
 * returns.
 */
public interface ModelRegistry {
    /**
     * Registers a version. Idempotent: the same model and manifest give the existing version, with
     * the aliases moved to it.
     *
     * @throws FactoryException {@code MODEL_INVALID} if a file is missing from storage or the name
     *     is not allowed; {@code CONFLICT} if aliases are asked for and the version is archived
     */
    ModelVersion register(ModelRegistration registration);

    /**
     * Finds a version by {@code model@alias}, {@code model:version}, or {@code model} alone (its
     * {@code champion}, else its newest version that is not archived).
     *
     * @throws FactoryException {@code CONFLICT} if {@code model:version} is archived; {@code
     *     MODEL_NOT_FOUND} if {@code model} alone is named and all its versions are
     */
    Optional<ModelVersion> resolve(String reference);
}
