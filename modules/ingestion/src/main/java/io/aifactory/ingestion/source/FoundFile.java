package io.aifactory.ingestion.source;

import io.aifactory.contracts.Digest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of a source, before it is read.
 *
 * @param name path within the source, with forward slashes
 * @param file where it lies on this machine
 * @param digest of its bytes when it was found
 * @param bytes its size
 * @param entry the one entry to read, if the file is an archive and not all of it is wanted
 */
public record FoundFile(
        String name, Path file, Digest digest, long bytes, Optional<String> entry) {}
