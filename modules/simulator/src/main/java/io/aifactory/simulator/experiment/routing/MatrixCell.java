package io.aifactory.simulator.experiment.routing;

import io.aifactory.simulator.study.Estimate;
import java.util.Collection;
import java.util.Map;

/**
 * Goodput of several policies under one load.
 *
 * @param workload what arrives
 * @param model of the workers
 * @param load as a part of what the reference policy can take
 * @param goodput by policy, in the order in which they were asked for
 */
record MatrixCell(String workload, String model, double load, Map<String, Estimate> goodput) {
    /** The best mean of these policies. */
    double best(Collection<String> policies) {
        return policies.stream().mapToDouble(this::mean).max().orElse(0);
    }

    double mean(String policy) {
        Estimate estimate = goodput.get(policy);
        if (estimate == null) {
            throw new IllegalArgumentException("no figure of " + policy);
        }
        return estimate.mean();
    }
}
