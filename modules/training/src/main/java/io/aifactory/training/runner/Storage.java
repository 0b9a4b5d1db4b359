package io.aifactory.training.runner;

import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The blob store, where the application brings none of its own. */
class Storage {
    /** Root folder of the blob store, the same for every service of a factory. */
    static final String ROOT = "aifactory.storage.root";

    static final String DEFAULT_ROOT = ".aifactory/storage";

    private static final long NO_QUOTA = 0;

    @Produces
    @DefaultBean
    @ApplicationScoped
    BlobStore blobStore(@ConfigProperty(name = ROOT, defaultValue = DEFAULT_ROOT) Path root) {
        return new FileBlobStore(root, NO_QUOTA);
    }
}
