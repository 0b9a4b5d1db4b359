package io.aifactory.simulator.model;

import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.power.WorkerEnergy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Worker models by name. */
public final class WorkerCatalog {
    private static final String MEASURED = "measured:";
    private static final int BLOCK = 512;
    private static final int KV_BLOCKS = 1_400;
    private static final int TOKEN_BUDGET = 2_048;
    private static final int MAX_SEQUENCES = 256;

    /** ML.ENERGY's fit for Qwen3-32B on two H100; 83 mJ per prompt token = 60 µs × 1,380 W. */
    private static final WorkerEnergy QWEN3_32B =
            new WorkerEnergy(new EnergyLaw(11.5, 0.189, 0.083), 200);

    /** ML.ENERGY's fit for Qwen3-8B on one H100; 20.3 mJ per prompt token = 29.4 µs × 690 W. */
    private static final WorkerEnergy QWEN3_8B =
            new WorkerEnergy(new EnergyLaw(2.99, 0.070, 0.0203), 100);

    private WorkerCatalog() {}

    /** All names; the last one stands for a file of the user's. */
    public static List<String> names() {
        return List.of(
                "roofline-qwen3-32b-h200", "polynomial", "linear-qwen3-8b-h100", MEASURED + "FILE");
    }

    /**
     * @param name one of {@link #names}
     * @throws IllegalArgumentException if there is none, or its file is wrong; the message says how
     * @throws IOException if its file cannot be read
     */
    public static WorkerModel named(String name) throws IOException {
        if (name.startsWith(MEASURED)) {
            return MeasuredFile.read(Path.of(name.substring(MEASURED.length())));
        }
        return switch (name) {
            case "roofline-qwen3-32b-h200" -> roofline();
            case "polynomial" -> polynomial();
            case "linear-qwen3-8b-h100" -> linear();
            default ->
                    throw new IllegalArgumentException(
                            "unknown worker model '%s'; known: %s"
                                    .formatted(
                                            name.length() > 60 ? name.substring(0, 60) : name,
                                            String.join(", ", names())));
        };
    }

    /** Qwen3-32B in bf16 on two H200. Energy is of two H100: no such fit for H200 is known. */
    public static WorkerModel roofline() {
        return new WorkerModel(
                "roofline-qwen3-32b-h200",
                Roofline.qwen3Of32BillionOnTwoH200(),
                QWEN3_32B,
                KV_BLOCKS,
                BLOCK,
                TOKEN_BUDGET,
                MAX_SEQUENCES,
                2);
    }

    /** The timing of Dynamo's mocker; cache and energy are those of the roofline. */
    public static WorkerModel polynomial() {
        return new WorkerModel(
                "polynomial",
                new Polynomial((long) KV_BLOCKS * BLOCK),
                QWEN3_32B,
                KV_BLOCKS,
                BLOCK,
                TOKEN_BUDGET,
                MAX_SEQUENCES,
                1);
    }

    /**
     * Qwen3-8B in bf16 on one H100: 8.6 ms + 0.086 ms per sequence, fitted to the ML.ENERGY
     * leaderboard (v3); 29.4 µs per prompt token is an assumption, as are 700 blocks: 53 GB at
     * 147,456 bytes per token, less room for activations.
     */
    public static WorkerModel linear() {
        return new WorkerModel(
                "linear-qwen3-8b-h100",
                new Measured(new StepTime(8.6e6, 0.086e6, 29.4e3, 0)),
                QWEN3_8B,
                700,
                BLOCK,
                TOKEN_BUDGET,
                MAX_SEQUENCES,
                1);
    }
}
