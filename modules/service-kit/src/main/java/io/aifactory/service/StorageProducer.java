package io.aifactory.service;

import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The blob store of every service, alone or in the factory, unless the application brings one. */
final class StorageProducer {
    @Produces
    @Singleton
    @DefaultBean
    BlobStore storage(StorageConfig config) {
        return new FileBlobStore(config.root(), config.quota().asLongValue());
    }
}
