package io.aifactory.simulator.model;

import io.aifactory.economics.step.StepContent;

/** How long an engine step takes. A pure function, so that runs repeat. */
public interface StepModel {
    /**
     * @param content what the step computes: at least one decoding sequence or prompt token
     * @return nanoseconds; positive
     */
    double nanos(StepContent content);

    /**
     * Time to the first token of a prompt that has the worker for itself and finds nothing cached,
     * in chunks of the budget.
     *
     * @param promptTokens at least 1
     * @param tokenBudget tokens of a step; at least 1
     * @return nanoseconds; positive
     */
    default double isolatedNanos(int promptTokens, int tokenBudget) {
        double nanos = 0;
        for (int done = 0; done < promptTokens; ) {
            int chunk = Math.min(tokenBudget, promptTokens - done);
            nanos += nanos(new StepContent(0, chunk, done, StepContent.pairs(chunk, done)));
            done += chunk;
        }
        return nanos;
    }
}
