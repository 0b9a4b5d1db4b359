package io.aifactory.simulator.model;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;

/**
 * A worker as a running factory has measured it: the linear step time that its engine loop fits to
 * its own steps.
 *
 * @param time with a positive part of each step
 */
public record Measured(StepTime time) implements StepModel {
    public Measured {
        if (!(time.stepNanos() > 0)) {
            throw new IllegalArgumentException(
                    "measured: a step takes time, so stepNanos must be positive, not "
                            + time.stepNanos());
        }
    }

    @Override
    public double nanos(StepContent content) {
        return time.nanos(content);
    }
}
