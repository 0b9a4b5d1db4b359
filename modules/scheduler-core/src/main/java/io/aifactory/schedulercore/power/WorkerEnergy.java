package io.aifactory.schedulercore.power;

import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.economics.step.StepContent;

/**
 * Energy of a worker: that of its steps, and the power that it draws between them.
 *
 * @param steps joules of a step by its content
 * @param idleWatts while no step runs; at least 0
 * @param relativeError how far the true energy of a step may be off in either direction, as a share
 *     of what is expected; at least 0 and below 1
 */
public record WorkerEnergy(EnergyLaw steps, double idleWatts, double relativeError) {
    public WorkerEnergy {
        if (!(idleWatts >= 0) || Double.isInfinite(idleWatts)) {
            throw new IllegalArgumentException("idle watts must be 0 or more, not " + idleWatts);
        }
        if (!(relativeError >= 0 && relativeError < 1)) {
            throw new IllegalArgumentException(
                    "the error of an energy law is a share from 0 to below 1, not "
                            + relativeError);
        }
    }

    /** A law that is taken to be exact. */
    public WorkerEnergy(EnergyLaw steps, double idleWatts) {
        this(steps, idleWatts, 0);
    }

    /** Joules that a step is expected to take. */
    public double joules(StepContent step) {
        return steps.joules(step);
    }

    /** Joules that a step takes at most. */
    public double mostJoules(StepContent step) {
        return joules(step) * (1 + relativeError);
    }
}
