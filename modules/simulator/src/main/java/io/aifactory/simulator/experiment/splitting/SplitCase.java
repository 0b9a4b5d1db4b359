package io.aifactory.simulator.experiment.splitting;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.schedulercore.disaggregation.Link;
import io.aifactory.schedulercore.power.WorkerEnergy;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.SloRule;
import io.aifactory.simulator.model.Roofline;
import io.aifactory.simulator.model.WorkerCatalog;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.split.SplitScenario;
import io.aifactory.simulator.study.Workload;
import io.aifactory.simulator.study.WorkloadSpec;
import io.aifactory.simulator.trace.SharedPromptsTrace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A fleet and what arrives.
 *
 * @param name for tables
 * @param scenario its workers
 * @param workload at one load
 */
record SplitCase(String name, SplitScenario scenario, Workload workload) {
    /** {@code layers · 2 · kv heads · head size · bytes}. */
    private static final double QWEN3_32B_KV_BYTES = 64 * 2 * 8 * 128 * 2;

    private static final double LLAMA_70B_KV_BYTES = 80 * 2 * 8 * 128 * 2;

    /** Four times 72 GB less the weights. */
    private static final int LLAMA_70B_KV_BLOCKS = 870;

    /**
     * BLIS' two shapes and a published trace, on split fleets.
     *
     * @param trace one of Mooncake's
     */
    static List<SplitCase> all(Path trace) throws IOException {
        Workload mooncake = WorkloadSpec.parse("mooncake:" + trace, OptionalDouble.empty());
        // 5,120 and 30,720 tokens are whole blocks
        Workload chat = shared("chat", 40, 100, 5_120, 50, 250, 20);
        Workload code = shared("code", 20, 150, 30_720, 1_500, 250, 8);
        return List.of(
                new SplitCase("chat 1P+3D", llama70b(), chat),
                new SplitCase("code 1P+3D", llama70b(), code),
                new SplitCase("mooncake 2P+6D", qwen(2, 6), mooncake),
                new SplitCase("mooncake 6P+2D", qwen(6, 2), mooncake));
    }

    private static Workload shared(
            String name, int groups, int questions, int shared, int own, int output, double rate) {
        return new Workload(
                name,
                seed ->
                        new SharedPromptsTrace(groups, questions, shared, own, output, rate)
                                .draw(seed));
    }

    private static SplitScenario qwen(int prefill, int decode) {
        return new SplitScenario(
                prefill,
                new Scenario(
                        decode, WorkerCatalog.roofline(), SloRule.usual(), CostModel.declared()),
                new Link(QWEN3_32B_KV_BYTES, Link.USUAL_BYTES_PER_SECOND));
    }

    /**
     * Llama-3.1-70B in bf16 on four H100: 989 Tflop/s at 55 % and 3.35 TB/s at 75 % for each
     * device, as of the other roofline. 1 s and 30 ms are assumed; BLIS' are not known.
     */
    private static SplitScenario llama70b() {
        WorkerModel model =
                new WorkerModel(
                        "roofline-llama-3.1-70b-h100",
                        new Roofline(
                                70.6e9,
                                80,
                                8_192,
                                2 * 70.6e9,
                                LLAMA_70B_KV_BYTES,
                                4 * 989e12 * 0.55,
                                4 * 3.35e12 * 0.75,
                                3.5e6),
                        new WorkerEnergy(new EnergyLaw(27.2, 0.363, 0.18), 400),
                        LLAMA_70B_KV_BLOCKS,
                        512,
                        2_048,
                        256,
                        4);
        return new SplitScenario(
                1,
                new Scenario(3, model, new SloRule(1_000, 0, 30), CostModel.declared()),
                new Link(LLAMA_70B_KV_BYTES, Link.USUAL_BYTES_PER_SECOND));
    }
}
