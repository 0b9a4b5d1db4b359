package io.aifactory.contracts.dataset;

import io.aifactory.contracts.Digest;

/**
 * Something that was read.
 *
 * @param uri as the user gave it, for example {@code maven:g:a:v} or a file name without the path
 *     of the machine
 * @param digest of the bytes read (of the sorted list of file digests for a directory)
 * @param licence what the source says of itself, or {@code unknown}
 * @param bytes size of what was read
 */
public record DataSource(String uri, Digest digest, String licence, long bytes) {}
