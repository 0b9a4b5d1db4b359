package io.aifactory.registry.lineage;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Follows a version's lineage beyond the registry's own rows. */
@Singleton
public final class Ancestry {
    private final Manifests manifests;

    public Ancestry(BlobStore store) {
        this.manifests = new Manifests(store);
    }

    /**
     * The dataset version with this digest; empty if no dataset manifest with this digest is in the
     * storage.
     *
     * @throws FactoryException {@code CONTENT_DAMAGED} if it is there but does not match its digest
     */
    public Optional<DatasetManifest> dataset(Digest digest) {
        try {
            return Optional.of(manifests.dataset(digest));
        } catch (FactoryException e) {
            return switch (e.code()) {
                case NOT_FOUND, INVALID_REQUEST, LIMIT_EXCEEDED -> Optional.empty();
                default -> throw e;
            };
        }
    }
}
