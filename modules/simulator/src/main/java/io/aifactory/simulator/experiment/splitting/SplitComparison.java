package io.aifactory.simulator.experiment.splitting;

import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.split.SplitRun;
import io.aifactory.simulator.split.SplitTrial;
import io.aifactory.simulator.study.Capacity;
import io.aifactory.simulator.study.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Every rule for where a prompt is computed, beside a fleet that is not split: {@code
 * SplitComparison TRACE [seeds [case [rules]]]}, the trace one of Mooncake's. The loads are 0.6,
 * 0.8 and 1 times what the same workers take with 90 % goodput while each of them does both.
 */
public final class SplitComparison {
    private static final PolicySpec ROUTER = PolicySpec.parse("dynamo:scale=64:active=128");
    private static final PolicySpec OWN_ROUTER = PolicySpec.parse("least-damage");

    /** As shipped, and what a search for better settings has found in these cases. */
    private static final List<String> RULES =
            List.of(
                    "always-local",
                    "always-remote",
                    "llm-d",
                    "llm-d:512",
                    "llm-d:2048",
                    "llm-d:8192",
                    "dynamo-isl-bounding",
                    "dynamo-prefill-load",
                    "dynamo-prefill-load:1",
                    "dynamo-prefill-load:4",
                    "dynamo-isl-or-load",
                    "dynamo-isl-or-load:1",
                    "dynamo-isl-or-load:4",
                    "drift-plus-penalty",
                    "predicted-paths");

    private static final List<Double> LOADS = List.of(0.6, 0.8, 1.0);

    private SplitComparison() {}

    /**
     * @param arguments the trace, how many seeds (5), the beginning of the cases' names (all), and
     *     rules
     */
    @SuppressWarnings("SystemOut") // its result
    public static void main(String... arguments) throws IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("name the trace");
        }
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        String cases = arguments.length > 2 ? arguments[2] : "";
        List<String> rules = arguments.length > 3 ? List.of(arguments[3].split(",", -1)) : RULES;
        for (SplitCase fleet : SplitCase.all(Path.of(arguments[0]))) {
            if (fleet.name().startsWith(cases)) {
                compare(fleet, seeds, rules);
            }
        }
    }

    @SuppressWarnings("SystemOut") // its result
    private static void compare(SplitCase fleet, int seeds, List<String> rules) {
        Trial together = new Trial(fleet.scenario().all(), fleet.workload(), ROUTER, 1, 1);
        double capacity = Capacity.usual().search(together);
        for (double load : LOADS) {
            List<SplitFigures> figures = new ArrayList<>();
            for (PolicySpec router : List.of(ROUTER, OWN_ROUTER)) {
                Trial trial =
                        new Trial(
                                fleet.scenario().all(),
                                fleet.workload(),
                                router,
                                load * capacity,
                                1);
                figures.add(
                        figures(
                                "not split, " + router.entry().name(),
                                seeds,
                                seed -> new SplitRun(trial.with(seed).run(), 0)));
            }
            for (String rule : rules) {
                SplitTrial split = new SplitTrial(fleet.scenario(), fleet.workload(), ROUTER, rule);
                figures.add(figures(rule, seeds, seed -> split.run(load * capacity, seed)));
            }
            System.out.printf("%s, load %.1f (x%.3f)%n", fleet.name(), load, load * capacity);
            figures.forEach(f -> System.out.println(f.row()));
        }
    }

    private static SplitFigures figures(String name, int seeds, LongFunction<SplitRun> work) {
        List<SplitRun> runs = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            runs.add(work.apply(seed));
        }
        return SplitFigures.of(name, runs);
    }
}
