package io.aifactory.factory.supervision;

import io.aifactory.contracts.Digest;
import java.util.List;

/**
 * What one replica serves.
 *
 * @param name served model name
 * @param manifest digest of the model version's manifest in storage
 * @param adapters beside it
 * @param slots sequences at once
 */
public record ReplicaSpec(String name, Digest manifest, List<Adapter> adapters, int slots) {
    public ReplicaSpec {
        adapters = List.copyOf(adapters);
    }

    /** Without adapters. */
    public ReplicaSpec(String name, Digest manifest, int slots) {
        this(name, manifest, List.of(), slots);
    }

    /**
     * An adapter beside the model.
     *
     * @param name that requests give
     * @param manifest digest of its manifest in storage
     */
    public record Adapter(String name, Digest manifest) {}
}
