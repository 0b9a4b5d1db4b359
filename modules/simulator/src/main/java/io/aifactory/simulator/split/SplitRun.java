package io.aifactory.simulator.split;

import io.aifactory.simulator.Run;

/**
 * What came of one run of a rule.
 *
 * @param run of all workers and requests, as of a fleet that is not split
 * @param remotePrompts requests whose prompts were computed by another worker
 */
public record SplitRun(Run run, int remotePrompts) {
    /** Share of all requests whose prompts were computed by another worker; 0 without requests. */
    public double remoteShare() {
        return run.outcomes().isEmpty() ? 0 : (double) remotePrompts / run.outcomes().size();
    }
}
