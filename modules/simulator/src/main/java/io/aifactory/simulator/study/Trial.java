package io.aifactory.simulator.study;

import io.aifactory.simulator.Run;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.Simulation;
import io.aifactory.simulator.policy.PolicyContext;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.trace.Reshaping;
import java.util.SplittableRandom;

/**
 * One run that can be repeated from its parts.
 *
 * @param scenario fleet and promise
 * @param workload what arrives
 * @param policy who chooses
 * @param speedUp of the arrivals
 * @param seed of the arrivals and of the policy's draws
 */
public record Trial(
        Scenario scenario, Workload workload, PolicySpec policy, double speedUp, long seed) {
    /** Runs it. */
    public Run run() {
        return Simulation.run(
                scenario,
                policy.make(new PolicyContext(scenario.model(), new SplittableRandom(seed))),
                Reshaping.scaled(workload.arrivals(seed), speedUp));
    }

    /** The same with another seed. */
    public Trial with(long otherSeed) {
        return new Trial(scenario, workload, policy, speedUp, otherSeed);
    }

    /** The same at another speed. */
    public Trial at(double otherSpeedUp) {
        return new Trial(scenario, workload, policy, otherSpeedUp, seed);
    }
}
