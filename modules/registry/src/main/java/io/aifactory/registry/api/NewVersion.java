package io.aifactory.registry.api;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.Lineage;
import io.aifactory.contracts.model.ModelRegistration;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Body of a registration. The files and the manifest lie in storage already.
 *
 * @param manifest digest of the manifest
 * @param lineage where the version comes from; may be left out
 * @param aliases to move to the version; may be left out
 */
record NewVersion(
        @NotNull @Pattern(regexp = DIGEST) String manifest,
        @Valid @Nullable NewLineage lineage,
        @Size(max = 32) @Nullable Set<@NotNull String> aliases) {
    static final String DIGEST = "sha256:[0-9a-f]{64}";

    /**
     * Lineage of a registration; each part may be left out.
     *
     * @param runId the training job
     * @param dataset digest of the dataset version
     * @param metrics final figures by name
     * @param parameters of the run by name
     */
    record NewLineage(
            @Size(max = 200) @Nullable String runId,
            @Pattern(regexp = DIGEST) @Nullable String dataset,
            @Size(max = 1_000) @Nullable Map<@Size(max = 200) String, @NotNull Double> metrics,
            @Size(max = 1_000)
                    @Nullable Map<@Size(max = 200) String, @NotNull @Size(max = 10_000) String>
                            parameters) {
        Lineage toLineage() {
            return new Lineage(
                    Optional.ofNullable(runId),
                    Optional.ofNullable(dataset).map(Digest::new),
                    metrics == null ? Map.of() : metrics,
                    parameters == null ? Map.of() : parameters);
        }
    }

    ModelRegistration toRegistration(String model) {
        return new ModelRegistration(
                model,
                new Digest(manifest),
                lineage == null
                        ? new Lineage(Optional.empty(), Optional.empty(), Map.of(), Map.of())
                        : lineage.toLineage(),
                aliases == null ? Set.of() : aliases);
    }
}
