package io.aifactory.registry.catalogue;

import io.aifactory.contracts.model.ModelVersion;

/**
 * A model version and the size of its files.
 *
 * @param version what the contract says of it
 * @param files number of files
 * @param bytes size of all files together
 */
public record RegisteredVersion(ModelVersion version, int files, long bytes) {}
