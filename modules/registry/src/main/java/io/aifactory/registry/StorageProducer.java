package io.aifactory.registry;

import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The blob store of a registry that runs alone; the factory brings its own. */
final class StorageProducer {
    @Produces
    @Singleton
    @DefaultBean
    BlobStore storage(StorageConfig config) {
        return new FileBlobStore(config.root(), config.quota().asLongValue());
    }
}
