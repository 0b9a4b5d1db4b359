package io.aifactory.ingestion;

import io.aifactory.ingestion.source.ArtifactResolver;
import io.aifactory.ingestion.source.MavenCommand;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What ingestion needs where the application brings nothing of its own. */
final class IngestionBeans {
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
