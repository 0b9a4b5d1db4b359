package io.aifactory.simulator.split;

import io.aifactory.schedulercore.disaggregation.Link;
import io.aifactory.simulator.Scenario;

/**
 * A fleet of which some workers only compute prompts for the others.
 *
 * @param prefillWorkers that only compute prompts, from 0
 * @param decode the other workers, which can compute prompts too; all are of its model
 * @param link from the first to the second
 */
public record SplitScenario(int prefillWorkers, Scenario decode, Link link) {
    public SplitScenario {
        if (prefillWorkers < 0
                || (long) prefillWorkers + decode.workers() > Scenario.MOST_WORKERS) {
            throw new IllegalArgumentException(
                    "a fleet has up to %d workers, not %d and %d"
                            .formatted(Scenario.MOST_WORKERS, prefillWorkers, decode.workers()));
        }
    }

    /** All workers together. */
    public Scenario all() {
        return decode.withWorkers(prefillWorkers + decode.workers());
    }
}
