package io.aifactory.contracts.model;

import io.aifactory.contracts.Digest;

/**
 * One file of a model version.
 *
 * @param path relative to the model's folder, with forward slashes, for example {@code config.json}
 * @param digest of its content; the blob in storage has the same digest
 * @param bytes its size
 */
public record ModelFile(String path, Digest digest, long bytes) {}
