package io.aifactory.factory.cli;

import io.aifactory.factory.console.Messages;
import io.aifactory.schedulercore.disaggregation.Link;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.policy.SplitRules;
import io.aifactory.simulator.split.SplitScenario;
import io.aifactory.simulator.split.SplitTrial;
import io.aifactory.simulator.study.Workload;
import java.util.List;
import picocli.CommandLine.Option;

/** Workers that only compute prompts, and who decides which prompts they get. */
final class SplitOptions {
    private static final String ALL = "all";
    private static final PolicySpec ROUTER = PolicySpec.parse("dynamo:scale=64:active=128");
    private static final double GIGA = 1e9;

    @Option(
            names = "--prefill-workers",
            paramLabel = "N",
            defaultValue = "0",
            descriptionKey = "option.simulate.prefillWorkers")
    private int prefillWorkers;

    @Option(
            names = "--split",
            paramLabel = "RULE",
            split = ",",
            defaultValue = ALL,
            descriptionKey = "option.simulate.split")
    private List<String> rules = List.of();

    @Option(
            names = "--kv-bytes",
            paramLabel = "BYTES",
            defaultValue = "262144",
            descriptionKey = "option.simulate.kvBytes")
    private double kvBytesPerToken;

    @Option(
            names = "--link",
            paramLabel = "GB",
            defaultValue = "64",
            descriptionKey = "option.simulate.link")
    private double gigabytesPerSecond;

    boolean isAsked() {
        return prefillWorkers != 0;
    }

    /**
     * One for each rule.
     *
     * @param all workers, those that only compute prompts included
     * @param policies who chooses between those that decode: one, or the default where the choice
     *     was left to the command
     * @throws IllegalArgumentException if a rule is unknown or no worker would be left
     */
    List<SplitTrial> trials(
            Scenario all, Workload workload, List<PolicySpec> policies, boolean leftToUs) {
        if (!leftToUs && policies.size() > 1) {
            throw new IllegalArgumentException(Messages.text("simulate.oneRouter"));
        }
        if (prefillWorkers < 0 || prefillWorkers >= all.workers()) {
            throw new IllegalArgumentException(
                    Messages.text("simulate.nobodyDecodes", prefillWorkers, all.workers()));
        }
        SplitScenario split =
                new SplitScenario(
                        prefillWorkers,
                        all.withWorkers(all.workers() - prefillWorkers),
                        new Link(kvBytesPerToken, GIGA * gigabytesPerSecond));
        PolicySpec router = leftToUs ? ROUTER : policies.getFirst();
        List<String> names = rules.equals(List.of(ALL)) ? SplitRules.names() : rules;
        return names.stream()
                .map(String::strip)
                .distinct()
                .map(rule -> new SplitTrial(split, workload, router, rule))
                .toList();
    }
}
