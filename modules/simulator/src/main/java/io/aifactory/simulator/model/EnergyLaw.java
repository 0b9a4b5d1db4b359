package io.aifactory.simulator.model;

import io.aifactory.economics.step.StepContent;

/**
 * Energy of a step: {@code c0 + c1 · decoding sequences + ep · prompt tokens}. That decoding costs
 * a fixed part and one per sequence is what ML.ENERGY's measurements show (36 model and GPU pairs,
 * median R² 0.9986).
 *
 * @param stepJoules c0
 * @param decodeJoules c1: of each sequence that decodes a token
 * @param prefillJoules ep: of each prompt token computed; about its time × power
 * @param idleWatts of a worker that has no step to do
 */
public record EnergyLaw(
        double stepJoules, double decodeJoules, double prefillJoules, double idleWatts) {
    public EnergyLaw {
        if (!(stepJoules >= 0 && decodeJoules >= 0 && prefillJoules >= 0 && idleWatts >= 0)
                || Double.isInfinite(stepJoules + decodeJoules + prefillJoules + idleWatts)) {
            throw new IllegalArgumentException(
                    "energy is a number of joules that is not negative, not c0 "
                            + stepJoules
                            + ", c1 "
                            + decodeJoules
                            + ", ep "
                            + prefillJoules
                            + " J, idle "
                            + idleWatts
                            + " W");
        }
    }

    /** Joules of a step with this content. */
    public double joules(StepContent content) {
        return stepJoules
                + decodeJoules * content.decodeSequences()
                + prefillJoules * content.prefillTokens();
    }
}
