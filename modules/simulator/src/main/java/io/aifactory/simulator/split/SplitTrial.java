package io.aifactory.simulator.split;

import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.policy.PolicyContext;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.policy.SplitRules;
import io.aifactory.simulator.study.Workload;
import io.aifactory.simulator.trace.Reshaping;
import java.util.SplittableRandom;

/**
 * One run of a rule that can be repeated from its parts.
 *
 * @param scenario fleet and promise
 * @param workload what arrives
 * @param router between the workers that decode
 * @param rule as {@link SplitRules#parse} takes it
 */
public record SplitTrial(
        SplitScenario scenario, Workload workload, PolicySpec router, String rule) {
    /** Fails early where there is no such rule. */
    public SplitTrial {
        SplitRules.parse(rule, scenario.decode().model(), scenario.link());
    }

    /**
     * Runs it.
     *
     * @param speedUp of the arrivals
     * @param seed of the arrivals and of the router's draws
     */
    public SplitRun run(double speedUp, long seed) {
        WorkerModel model = scenario.decode().model();
        Router choosing = router.make(new PolicyContext(model, new SplittableRandom(seed)));
        return SplitSimulation.run(
                scenario,
                choosing,
                SplitRules.parse(rule, model, scenario.link()),
                Reshaping.scaled(workload.arrivals(seed), speedUp));
    }
}
