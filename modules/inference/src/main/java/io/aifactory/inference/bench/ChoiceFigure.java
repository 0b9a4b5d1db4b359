package io.aifactory.inference.bench;

import io.aifactory.contracts.worker.Slo;
import io.aifactory.inference.tuning.BatchCap;
import io.aifactory.inference.tuning.SloForecast;
import io.aifactory.inference.tuning.WidthChoice.Candidate;
import io.aifactory.languagemodel.Precision;
import java.util.Optional;

/**
 * What a worker would choose for an SLO in one precision, by its own calibration.
 *
 * @param itlNanos expected between two tokens at the SLO's concurrency
 * @param ttftNanos expected to the first token of the SLO's prompt
 * @param chunkTokens of such a prompt in a step beside the SLO's other sequences
 * @param sequences that get a slot at once
 * @param draftShare part of the drafts that must be right for them to pay
 * @param meets whether both targets are kept
 */
record ChoiceFigure(
        Precision precision,
        double itlNanos,
        double ttftNanos,
        int chunkTokens,
        int sequences,
        double draftShare,
        boolean meets) {
    /**
     * @param slots of the worker
     * @param stepTokens most tokens of its steps
     */
    static ChoiceFigure of(Candidate candidate, Slo slo, int slots, int stepTokens) {
        SloForecast forecast = SloForecast.of(candidate.time(), slo, stepTokens);
        BatchCap cap = new BatchCap(slo.itl(), slots, stepTokens);
        return new ChoiceFigure(
                candidate.precision(),
                forecast.itlNanos(),
                forecast.ttftNanos(),
                forecast.chunkTokens(),
                cap.next(Optional.of(candidate.time()), slo.promptTokens()),
                forecast.draftShare(),
                forecast.meets(slo));
    }
}
