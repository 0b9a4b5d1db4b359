package io.aifactory.schedulercore.power;

import io.aifactory.economics.step.StepContent;

/**
 * Joules of a worker: {@code E_step = c0 + c1 × decoding sequences + ep × prompt tokens}, and idle
 * power between steps (ML.ENERGY leaderboard v3: J/token = c1 + c0/batch, median R² 0.9986 over 36
 * models and devices).
 *
 * @param stepJoules c0: of any step
 * @param decodeJoules c1: added by each sequence that decodes a token
 * @param prefillJoules ep: added by each prompt token computed
 * @param idleWatts while no step runs
 * @param relativeError how far the true energy of a step may be off in either direction, as a share
 *     of what is expected; at least 0 and below 1
 */
public record EnergyLaw(
        double stepJoules,
        double decodeJoules,
        double prefillJoules,
        double idleWatts,
        double relativeError) {
    public EnergyLaw {
        if (!(stepJoules >= 0
                && decodeJoules >= 0
                && prefillJoules >= 0
                && idleWatts >= 0
                && relativeError >= 0
                && relativeError < 1)) {
            throw new IllegalArgumentException(
                    "energy is not negative and its error a share below 1: %s J, %s J, %s J, %s W, %s"
                            .formatted(
                                    stepJoules,
                                    decodeJoules,
                                    prefillJoules,
                                    idleWatts,
                                    relativeError));
        }
    }

    /** Joules that a step is expected to take. */
    public double joules(StepContent step) {
        return stepJoules
                + decodeJoules * step.decodeSequences()
                + prefillJoules * step.prefillTokens();
    }

    /** Joules that a step takes at most. */
    public double mostJoules(StepContent step) {
        return joules(step) * (1 + relativeError);
    }
}
