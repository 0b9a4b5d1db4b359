package io.aifactory.contracts.model;

import io.aifactory.contracts.Digest;
import java.util.Map;
import java.util.Optional;

/**
 * Where a model version comes from.
 *
 * @param runId the training job that made it; empty for a model brought from outside
 * @param dataset manifest digest of the dataset version it learned from
 * @param metrics final figures of the run by name, for example {@code held_out_bits_per_byte}
 * @param parameters what the run was asked to do, by name
 */
public record Lineage(
        Optional<String> runId,
        Optional<Digest> dataset,
        Map<String, Double> metrics,
        Map<String, String> parameters) {
    public Lineage {
        metrics = Map.copyOf(metrics);
        parameters = Map.copyOf(parameters);
    }
}
