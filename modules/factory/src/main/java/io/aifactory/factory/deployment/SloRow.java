package io.aifactory.factory.deployment;

import io.aifactory.contracts.worker.Slo;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SLO of a deployment as it is stored. */
@Embeddable
class SloRow {
    @Nullable
    @Column(name = "slo_ttft_millis")
    Long ttftMillis;

    @Nullable
    @Column(name = "slo_itl_millis")
    Long itlMillis;

    @Nullable
    @Column(name = "slo_sequences")
    Integer sequences;

    @Nullable
    @Column(name = "slo_prompt_tokens")
    Integer promptTokens;

    static SloRow of(Slo slo) {
        var row = new SloRow();
        row.ttftMillis = slo.ttft().map(Duration::toMillis).orElse(null);
        row.itlMillis = slo.itl().map(Duration::toMillis).orElse(null);
        row.sequences = slo.sequences();
        row.promptTokens = slo.promptTokens();
        return row;
    }

    /** Null columns stand for no SLO. */
    static Optional<Slo> slo(@Nullable SloRow row) {
        return row == null || row.sequences == null
                ? Optional.empty()
                : Optional.of(
                        new Slo(
                                Optional.ofNullable(row.ttftMillis).map(Duration::ofMillis),
                                Optional.ofNullable(row.itlMillis).map(Duration::ofMillis),
                                row.sequences,
                                Objects.requireNonNull(row.promptTokens)));
    }
}
