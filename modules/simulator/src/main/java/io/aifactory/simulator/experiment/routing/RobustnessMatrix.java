package io.aifactory.simulator.experiment.routing;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.SloRule;
import io.aifactory.simulator.model.WorkerCatalog;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.study.Capacity;
import io.aifactory.simulator.study.Estimate;
import io.aifactory.simulator.study.Trial;
import io.aifactory.simulator.study.Workload;
import io.aifactory.simulator.study.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * Every policy on every trace, timing and load: {@code RobustnessMatrix FOLDER [seeds]}, the folder
 * with the published traces of {@code modules/simulator/README.md}, or {@code held-out} for those
 * that nothing was chosen on. The loads are 0.8, 1 and 1.2 times what a tuned Dynamo can take with
 * 90 % goodput, so that no cell is idle or hopeless.
 */
public final class RobustnessMatrix {
    private static final String HELD_OUT = "held-out";
    private static final String OWN = "least-damage";
    private static final String REFERENCE = "dynamo:scale=64:active=128";
    private static final int WORKERS = 8;
    private static final double SYNTHETIC_JITTER_SECONDS = 0.5;
    private static final List<Double> LOADS = List.of(0.8, 1.0, 1.2);

    /** As shipped, and what a search for better settings has found on these traces. */
    private static final List<String> POLICIES =
            List.of(
                    "least-request",
                    "dynamo",
                    REFERENCE,
                    "dynamo:scale=256:active=512",
                    "llm-d",
                    "llm-d:kv=8",
                    "llm-d-sticky:tau=16384",
                    "llm-d-latency:most=1:draw=0",
                    "sglang",
                    "sglang-code",
                    "mooncake",
                    "aibrix-prefix",
                    "predicted-ttft",
                    OWN);

    private RobustnessMatrix() {}

    /**
     * @param arguments the folder or {@code held-out}, then how many seeds, 5 where absent
     */
    @SuppressWarnings("SystemOut") // its result
    public static void main(String... arguments) throws IOException {
        if (arguments.length == 0) {
            throw new IllegalArgumentException("name the folder with the traces, or held-out");
        }
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        List<MatrixCell> cells = new ArrayList<>();
        List<Workload> workloads =
                arguments[0].equals(HELD_OUT)
                        ? HeldOut.workloads()
                        : workloads(Path.of(arguments[0]));
        for (Workload workload : workloads) {
            for (WorkerModel model : models()) {
                cells.addAll(cells(workload, model, seeds));
            }
        }
        System.out.print(new MatrixTable(cells, OWN).text());
    }

    private static List<Workload> workloads(Path folder) throws IOException {
        return List.of(
                WorkloadSpec.parse(
                        "mooncake:" + folder.resolve("mooncake_conversation_trace.jsonl"),
                        OptionalDouble.empty()),
                WorkloadSpec.parse(
                        "mooncake:" + folder.resolve("mooncake_synthetic_trace.jsonl"),
                        OptionalDouble.of(SYNTHETIC_JITTER_SECONDS)),
                WorkloadSpec.parse(
                        "azure:" + folder.resolve("azure2023_conv.csv"),
                        OptionalDouble.of(SYNTHETIC_JITTER_SECONDS)),
                WorkloadSpec.parse("bursty", OptionalDouble.empty()));
    }

    private static List<WorkerModel> models() {
        return List.of(
                WorkerCatalog.roofline(), WorkerCatalog.polynomial(), WorkerCatalog.linear());
    }

    private static List<MatrixCell> cells(Workload workload, WorkerModel model, int seeds) {
        Scenario scenario = new Scenario(WORKERS, model, SloRule.usual(), CostModel.declared());
        double reference =
                Capacity.usual()
                        .search(new Trial(scenario, workload, PolicySpec.parse(REFERENCE), 1, 1));
        List<MatrixCell> cells = new ArrayList<>();
        for (double load : LOADS) {
            Map<String, Estimate> goodput = new LinkedHashMap<>();
            for (String policy : POLICIES) {
                Trial trial =
                        new Trial(
                                scenario, workload, PolicySpec.parse(policy), load * reference, 1);
                goodput.put(policy, goodput(trial, seeds));
            }
            cells.add(new MatrixCell(workload.name(), model.name(), load, goodput));
        }
        return cells;
    }

    private static Estimate goodput(Trial trial, int seeds) {
        return Estimate.of(
                LongStream.rangeClosed(1, seeds)
                        .parallel()
                        .mapToDouble(seed -> trial.with(seed).run().goodput())
                        .toArray());
    }
}
