package io.aifactory.ingestion;

import io.aifactory.ingestion.source.ArtifactResolver;
import io.aifactory.ingestion.source.MavenCommand;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What ingestion needs where the application brings nothing of its own. */
final class IngestionBeans {
    @Produces
    @Singleton
    @DefaultBean
    BlobStore storage(
            @ConfigProperty(name = "aifactory.storage.root", defaultValue = ".aifactory/storage")
                    Path root,
            @ConfigProperty(name = "aifactory.storage.quota", defaultValue = "0")
                    MemorySize quota) {
        return new FileBlobStore(root, quota.asLongValue());
    }

    @Produces
    @Singleton
    @DefaultBean
    ArtifactResolver artifacts(IngestionConfig config) {
        return new MavenCommand(config.maven(), config.mavenTimeout());
    }

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
