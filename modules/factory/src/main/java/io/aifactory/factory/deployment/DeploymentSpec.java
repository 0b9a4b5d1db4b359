package io.aifactory.factory.deployment;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.contracts.worker.Slo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is to be served under one name.
 *
 * @param name served model name
 * @param reference what the user asked for, for example {@code europarl@champion}
 * @param modelVersion what it was resolved to, for example {@code europarl:2}
 * @param manifest of that version
 * @param adapters beside it
 * @param workers processes wanted
 * @param slots sequences at once in each of them
 * @param precision asked for; empty = as the workers are configured
 * @param slo that workers choose by; empty = as they are configured
 * @param draft guesses next tokens for it
 */
public record DeploymentSpec(
        String name,
        String reference,
        String modelVersion,
        Digest manifest,
        List<AdapterSpec> adapters,
        int workers,
        int slots,
        Optional<PrecisionSetting> precision,
        Optional<Slo> slo,
        Optional<DraftSpec> draft,
        Instant createdAt) {
    public DeploymentSpec {
        adapters = List.copyOf(adapters);
    }

    /** Whether the same workers would serve it. */
    boolean servesLike(DeploymentSpec other) {
        return name.equals(other.name)
                && manifest.equals(other.manifest)
                && sameAdapters(other)
                && workers == other.workers
                && slots == other.slots
                && precision.equals(other.precision)
                && slo.equals(other.slo)
                && DraftSpec.alike(draft, other.draft);
    }

    private boolean sameAdapters(DeploymentSpec other) {
        return adapters.size() == other.adapters.size()
                && IntStream.range(0, adapters.size())
                        .allMatch(i -> adapters.get(i).servesLike(other.adapters.get(i)));
    }
}
