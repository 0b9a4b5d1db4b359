package io.aifactory.images;

import java.nio.file.Path;

/**
 * An image that lies in a file.
 *
 * @param name with its tag
 * @param digest of its manifest
 * @param tar archive that {@code podman load} and {@code docker load} read
 * @param bytes size of the archive
 */
record BuiltImage(String name, String digest, Path tar, long bytes) {}
