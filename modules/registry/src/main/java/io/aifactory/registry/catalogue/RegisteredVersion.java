package io.aifactory.registry.catalogue;

import io.aifactory.contracts.model.ModelVersion;

/**
 * A model version, where it stands, and the size of its files.
 *
 * @param version what the contract says of it
 * @param state live or archived
 * @param files number of files
 * @param bytes size of all files together
 */
public record RegisteredVersion(ModelVersion version, VersionState state, int files, long bytes) {}
