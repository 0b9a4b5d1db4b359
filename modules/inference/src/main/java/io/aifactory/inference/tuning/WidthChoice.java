package io.aifactory.inference.tuning;

import io.aifactory.contracts.worker.Slo;
import io.aifactory.economics.step.StepTime;
import io.aifactory.languagemodel.Precision;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The width of weights for an SLO: of those that were measured the most faithful one that keeps it;
 * if none does, the one with the shortest time between tokens. A pure function.
 *
 * @param precision chosen
 * @param forecast of it
 * @param meets whether it keeps the SLO as far as is known
 */
public record WidthChoice(Precision precision, SloForecast forecast, boolean meets) {
    /** In the order in which they are tried: what changes a model least comes first. */
    public static final List<Precision> BY_FIDELITY =
            List.of(Precision.F32, Precision.BF16, Precision.INT8, Precision.INT4);

    /**
     * A width that was measured.
     *
     * @param time that steps take in it
     */
    public record Candidate(Precision precision, StepTime time) {}

    /**
     * The first that keeps the SLO.
     *
     * @param candidates the most faithful first
     * @return empty if none does; others may still be measured
     */
    public static Optional<WidthChoice> meeting(
            List<Candidate> candidates, Slo slo, int stepTokens) {
        return candidates.stream()
                .map(candidate -> of(candidate, slo, stepTokens))
                .filter(WidthChoice::meets)
                .findFirst();
    }

    /**
     * The best of all.
     *
     * @param candidates all that can be had, at least one, the most faithful first
     */
    public static WidthChoice best(List<Candidate> candidates, Slo slo, int stepTokens) {
        return meeting(candidates, slo, stepTokens)
                .orElseGet(() ->
                        candidates.stream()
                                .map(candidate -> of(candidate, slo, stepTokens))
                                .min(Comparator.comparingDouble(each -> each.forecast().itlNanos()))
                                .orElseThrow());
    }

    private static WidthChoice of(Candidate candidate, Slo slo, int stepTokens) {
        SloForecast forecast = SloForecast.of(candidate.time(), slo, stepTokens);
        return new WidthChoice(candidate.precision(), forecast, forecast.meets(slo));
    }
}
