package io.aifactory.simulator.experiment.routing;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.simulator.CacheView;
import io.aifactory.simulator.Outcome;
import io.aifactory.simulator.Run;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.SloRule;
import io.aifactory.simulator.model.WorkerCatalog;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.study.Capacity;
import io.aifactory.simulator.study.Estimate;
import io.aifactory.simulator.study.Trial;
import io.aifactory.simulator.study.Workload;
import io.aifactory.simulator.study.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * What it costs that news of caches comes late, and what predictions bring back: {@code CacheDelay
 * FOLDER [seeds]}, the folder with Mooncake's traces. The load is what the policy can take with 90
 * % goodput where caches are known at once and nothing is predicted.
 */
public final class CacheDelay {
    private static final int WORKERS = 8;
    private static final long MILLI = 1_000_000;
    private static final List<Long> DELAYS_MILLIS = List.of(0L, 200L, 2_000L, 10_000L);
    private static final List<Long> PREDICTIONS_MILLIS = List.of(0L, 2_000L, 120_000L);
    private static final List<String> POLICIES =
            List.of("least-damage", "dynamo:scale=64:active=128");

    private CacheDelay() {}

    /**
     * @param arguments the folder, then how many seeds, 5 where absent
     */
    @SuppressWarnings("SystemOut") // its result
    public static void main(String... arguments) throws IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("name the folder with the traces");
        }
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        System.out.println(
                "goodput ± 95 % (prompt tokens found); columns: life of a prediction, ms");
        Path folder = Path.of(arguments[0]);
        for (Workload workload :
                List.of(
                        WorkloadSpec.parse("bursty", OptionalDouble.empty()),
                        WorkloadSpec.parse("b2b", OptionalDouble.empty()),
                        mooncake(folder, "mooncake_conversation_trace.jsonl"),
                        mooncake(folder, "mooncake_synthetic_trace.jsonl"))) {
            for (String policy : POLICIES) {
                System.out.print(rows(workload, policy, seeds));
            }
        }
    }

    /** On the clock of the trace, whose ticks are bursts. */
    private static Workload mooncake(Path folder, String name) throws IOException {
        return WorkloadSpec.parse("mooncake:" + folder.resolve(name), OptionalDouble.of(0));
    }

    private static String rows(Workload workload, String policy, int seeds) {
        Scenario scenario =
                new Scenario(
                        WORKERS, WorkerCatalog.roofline(), SloRule.usual(), CostModel.declared());
        double load =
                Capacity.usual()
                        .search(new Trial(scenario, workload, PolicySpec.parse(policy), 1, 1));
        StringBuilder rows = new StringBuilder();
        rows.append("%n%s, %s at %.3f%n%10s".formatted(workload.name(), policy, load, "delay, ms"));
        PREDICTIONS_MILLIS.forEach(life -> rows.append("%24d".formatted(life)));
        for (long delay : DELAYS_MILLIS) {
            rows.append("%n%10d".formatted(delay));
            for (long life : PREDICTIONS_MILLIS) {
                CacheView view = new CacheView(delay * MILLI, life * MILLI);
                List<Run> runs =
                        LongStream.rangeClosed(1, seeds)
                                .parallel()
                                .mapToObj(seed ->
                                        new Trial(
                                                        scenario.seen(view),
                                                        workload,
                                                        PolicySpec.parse(policy),
                                                        load,
                                                        seed)
                                                .run())
                                .toList();
                Estimate goodput = Estimate.of(runs.stream().mapToDouble(Run::goodput).toArray());
                rows.append(
                        "   %.3f ± %.3f (%4.1f %%)"
                                .formatted(
                                        goodput.mean(),
                                        goodput.halfWidth(),
                                        100
                                                * runs.stream().mapToDouble(CacheDelay::found).sum()
                                                / seeds));
            }
        }
        return rows.append(System.lineSeparator()).toString();
    }

    private static double found(Run run) {
        double prompt = run.outcomes().stream().mapToDouble(Outcome::promptTokens).sum();
        return run.outcomes().stream().mapToDouble(Outcome::cachedTokens).sum() / prompt;
    }
}
