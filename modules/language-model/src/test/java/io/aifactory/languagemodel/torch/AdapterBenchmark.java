package io.aifactory.languagemodel.torch;

import com.sun.management.OperatingSystemMXBean;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.adapter.LinearModule;
import io.aifactory.languagemodel.adapter.LinearModules;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.reference.RandomAdapter;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Time of a decoding step of 16 sequences with and without adapters, of random weights; the cases
 * take turns, 25 steps each. Arguments: threads, then {@code
 * hidden,intermediate,layers,heads,keyValueHeads} once or several times. The command stands in
 * {@code docs/benchmarks.md}.
 */
final class AdapterBenchmark {
    private static final int SEQUENCES = 16;
    private static final int RANK = 16;
    private static final int PROMPT = 64;
    private static final int BLOCK = 25;
    private static final int ROUNDS = 12;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private enum Case {
        NONE_LOADED,
        LOADED_BUT_UNUSED,
        ONE_ON_ALL,
        FOUR_MIXED;

        int adapter(int slot) {
            return switch (this) {
                case NONE_LOADED, LOADED_BUT_UNUSED -> StepItem.BASE;
                case ONE_ON_ALL -> 0;
                case FOUR_MIXED -> slot % 4;
            };
        }
    }

    private AdapterBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Device device = new Device.Cpu(Integer.parseInt(arguments[0]));
        for (String shape : Arrays.asList(arguments).subList(1, arguments.length)) {
            ModelConfig config = config(shape);
            Path folder = Files.createTempDirectory("benchmark");
            Files.writeString(folder.resolve("config.json"), ModelConfigFile.write(config));
            try (TrainingEngine engine =
                    new TorchLanguageModels()
                            .create(config, OptimizerSettings.defaults(), device, 1)) {
                engine.saveWeights(folder.resolve("model.safetensors"));
            }
            List<AdapterFiles> adapters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                adapters.add(adapter(config, folder.resolve("adapter-" + i), i));
            }
            for (Precision precision : Precision.values()) {
                run(folder, adapters, device, precision);
            }
        }
        // native static destructors may abort the process
        Runtime.getRuntime().halt(0);
    }

    private static ModelConfig config(String shape) {
        int[] n = Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).toArray();
        return new ModelConfig(
                "LlamaForCausalLM",
                4096,
                n[0],
                n[1],
                n[2],
                n[3],
                n[4],
                n[0] / n[3],
                256,
                1e-5,
                10000,
                true,
                -1,
                List.of(0));
    }

    private static AdapterFiles adapter(ModelConfig config, Path folder, int seed)
            throws IOException {
        RandomAdapter adapter =
                new RandomAdapter(
                        """
                        {"peft_type": "LORA", "r": %d, "lora_alpha": %d,
                         "target_modules": "all-linear"}\
                        """
                                .formatted(RANK, RANK),
                        TensorType.BF16,
                        seed);
        for (LinearModule module : LinearModules.of(config)) {
            if (module.kind().adaptable()) {
                adapter.with(module.name(), (int) module.outputs(), (int) module.inputs(), RANK, 1);
            }
        }
        return adapter.write(folder);
    }

    @SuppressWarnings("SystemOut") // its result
    private static void run(
            Path folder, List<AdapterFiles> adapters, Device device, Precision precision)
            throws IOException {
        try (InferenceEngine bare = load(folder, List.of(), device, precision);
                InferenceEngine loaded = load(folder, adapters, device, precision)) {
            Map<Case, Measured> measured = new EnumMap<>(Case.class);
            for (Case one : Case.values()) {
                measured.put(one, new Measured());
            }
            for (InferenceEngine engine : List.of(bare, loaded)) {
                engine.step(items(Case.NONE_LOADED, 0, new int[PROMPT]));
            }
            // the first round is not counted
            for (int round = -1; round < ROUNDS; round++) {
                boolean counted = round >= 0;
                measured.forEach((one, own) -> {
                    InferenceEngine engine = one == Case.NONE_LOADED ? bare : loaded;
                    own.block(engine, one, counted);
                });
            }
            System.out.printf(
                    "%s, %,d parameters, %d sequences, rank %d%n",
                    precision, bare.parameters(), SEQUENCES, RANK);
            Measured first = measured.getOrDefault(Case.NONE_LOADED, new Measured());
            measured.forEach((one, own) ->
                    System.out.printf(
                            "%-18s median %7.2f ms (%.3f)   processor %7.2f ms (%.3f)%n",
                            one,
                            own.wall() * 1e3,
                            own.wall() / first.wall(),
                            own.processor() * 1e3,
                            own.processor() / first.processor()));
            System.out.flush();
        }
    }

    /** Steps of one case: wall time of each, and processor time of all threads together. */
    private static final class Measured {
        private final List<Double> seconds = new ArrayList<>();
        private long processorNanos;

        void block(InferenceEngine engine, Case one, boolean counted) {
            long before = PROCESS.getProcessCpuTime();
            for (int i = 0; i < BLOCK; i++) {
                List<StepItem> items = items(one, PROMPT + i, new int[] {5});
                long start = System.nanoTime();
                engine.step(items);
                if (counted) {
                    seconds.add((System.nanoTime() - start) * 1e-9);
                }
            }
            if (counted) {
                processorNanos += PROCESS.getProcessCpuTime() - before;
            }
        }

        double wall() {
            return seconds.stream().sorted().toList().get(seconds.size() / 2);
        }

        double processor() {
            return processorNanos * 1e-9 / seconds.size();
        }
    }

    private static InferenceEngine load(
            Path folder, List<AdapterFiles> adapters, Device device, Precision precision)
            throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), device, precision, SEQUENCES, 0, 0, adapters);
    }

    private static List<StepItem> items(Case one, int position, int[] tokens) {
        List<StepItem> items = new ArrayList<>();
        for (int slot = 0; slot < SEQUENCES; slot++) {
            items.add(
                    new StepItem(
                            slot,
                            position,
                            tokens,
                            Optional.of(Sampling.greedy()),
                            one.adapter(slot)));
        }
        return items;
    }
}
