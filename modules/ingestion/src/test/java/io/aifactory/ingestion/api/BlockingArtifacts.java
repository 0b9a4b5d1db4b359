package io.aifactory.ingestion.api;

import io.aifactory.ingestion.source.ArtifactResolver;
import io.aifactory.ingestion.source.MavenCoordinate;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** Never finds anything: a job that asks it runs until it is cancelled. */
@Singleton
public class BlockingArtifacts implements ArtifactResolver {
    @Override
    public Path resolve(MavenCoordinate coordinate, Path folder) {
        try {
            new CountDownLatch(1).await();
            throw new IllegalStateException("nobody opens this latch");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
