package io.aifactory.factory.supervision;

import io.aifactory.contracts.Digest;

/**
 * What one replica serves.
 *
 * @param name served model name
 * @param manifest digest of the model version's manifest in storage
 * @param slots sequences at once
 */
public record ReplicaSpec(String name, Digest manifest, int slots) {}
