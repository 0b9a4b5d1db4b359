package io.aifactory.factory.supervision;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.contracts.worker.Slo;
import java.util.List;
import java.util.Optional;

/**
 * What one replica serves.
 *
 * @param name served model name
 * @param manifest digest of the model version's manifest in storage
 * @param adapters beside it
 * @param slots sequences at once
 * @param precision asked for; empty = as the worker is configured
 * @param slo that it is to choose by; empty = as the worker is configured
 * @param draft guesses next tokens for it
 * @param device that it was given; empty = as the worker is configured
 */
public record ReplicaSpec(
        String name,
        Digest manifest,
        List<Adapter> adapters,
        int slots,
        Optional<PrecisionSetting> precision,
        Optional<Slo> slo,
        Optional<Draft> draft,
        Optional<WorkerDevice> device) {
    public ReplicaSpec {
        adapters = List.copyOf(adapters);
    }

    /**
     * Without adapters and draft model, in the precision, for the SLO and on the device that the
     * worker is configured for.
     */
    public ReplicaSpec(String name, Digest manifest, int slots) {
        this(
                name,
                manifest,
                List.of(),
                slots,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same on another device. */
    ReplicaSpec on(Optional<WorkerDevice> other) {
        return new ReplicaSpec(name, manifest, adapters, slots, precision, slo, draft, other);
    }

    /**
     * A smaller model beside the model.
     *
     * @param name by which messages call it
     * @param manifest digest of its manifest in storage
     */
    public record Draft(String name, Digest manifest) {}

    /**
     * An adapter beside the model.
     *
     * @param name that requests give
     * @param manifest digest of its manifest in storage
     */
    public record Adapter(String name, Digest manifest) {}
}
