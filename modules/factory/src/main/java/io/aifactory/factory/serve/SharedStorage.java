package io.aifactory.factory.serve;

import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * One blob store for all modules of the control plane; workers and trainers open the same folder.
 */
@Dependent
class SharedStorage {
    @Produces
    @Singleton
    BlobStore blobStore(
            @ConfigProperty(name = "aifactory.storage.root") Path root,
            @ConfigProperty(name = "aifactory.storage.quota", defaultValue = "0")
                    MemorySize quota) {
        return new FileBlobStore(root, quota.asLongValue());
    }
}
