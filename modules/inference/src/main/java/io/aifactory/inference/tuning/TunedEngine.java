package io.aifactory.inference.tuning;

import io.aifactory.inference.model.OperatingPoint;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.time.Duration;
import java.util.Optional;

/**
 * An engine with what was found out about it.
 *
 * @param model in the precision that it was loaded in
 * @param calibrated steps, to begin with
 * @param point at which it runs
 * @param promisedItl which the number of sequences at once is held to; empty: all slots are used
 */
public record TunedEngine(
        PreparedModel model,
        InferenceEngine engine,
        Calibrated calibrated,
        OperatingPoint point,
        Optional<Duration> promisedItl) {
    /** Nothing is known of it, and nothing was promised. */
    public static TunedEngine untuned(PreparedModel model, InferenceEngine engine) {
        return new TunedEngine(
                model, engine, Calibrated.nothing(), OperatingPoint.CONFIGURED, Optional.empty());
    }

    /**
     * The same for an SLO.
     *
     * @param shortfall for people: what of it is not kept; may be empty
     */
    TunedEngine promising(Optional<Duration> itl, String shortfall) {
        return new TunedEngine(
                model, engine, calibrated, new OperatingPoint(point.threads(), shortfall), itl);
    }
}
