package io.aifactory.ingestion.source;

import io.aifactory.contracts.error.FactoryException;
import java.nio.file.Path;

/** Brings Maven artifacts to this machine. */
@FunctionalInterface
public interface ArtifactResolver {
    /**
     * Copies an artifact into a folder and returns the copy. Blocks; an interrupt ends it.
     *
     * @throws FactoryException {@code SOURCE_UNREADABLE} if it cannot be had
     */
    Path resolve(MavenCoordinate coordinate, Path folder);
}
