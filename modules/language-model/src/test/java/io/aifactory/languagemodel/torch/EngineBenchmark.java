package io.aifactory.languagemodel.torch;

import com.sun.management.OperatingSystemMXBean;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.LogitChanges;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.TokenCounts;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Step times of both engines on a model of the demo's size with random weights; prints a table.
 * Arguments: threads or {@code cuda:<index>}, then {@code
 * hidden,intermediate,layers,heads,keyValueHeads,context} once or several times. The command stands
 * in the module's README.
 */
final class EngineBenchmark {
    private static final int VOCABULARY = 4096;
    private static final int PROMPT = 64;
    private static final int STEPS = 40;

    /**
     * How tokens are chosen: without filters, with them, with penalties and biases, with a report.
     */
    enum Kind {
        GREEDY,
        RANDOM,
        SAMPLED,
        PENALISED,
        EVERYTHING
    }

    /** As after a prompt and an answer of 64 distinct tokens each. */
    private static final LogitChanges CHANGES = changes();

    private EngineBenchmark() {}

    private static LogitChanges changes() {
        TokenCounts counts = new TokenCounts();
        for (int i = 0; i < PROMPT; i++) {
            counts.prompted(i);
            counts.generated(PROMPT + i);
        }
        return new LogitChanges(
                Map.of(7, 1f, 8, -1f),
                new Penalties(1.1f, 0.5f, 0.5f),
                counts,
                Set.of(),
                Optional.empty());
    }

    @SuppressWarnings("SystemOut") // its result
    public static void main(String[] arguments) throws IOException {
        Device device =
                arguments[0].matches("\\d+")
                        ? new Device.Cpu(Integer.parseInt(arguments[0]))
                        : OnDevice.Chosen.parse(arguments[0]);
        String[] shapes =
                arguments.length > 1
                        ? Arrays.copyOfRange(arguments, 1, arguments.length)
                        : new String[] {"256,688,6,4,2,256"};
        for (String shape : shapes) {
            Path folder = Files.createTempDirectory("benchmark");
            run(device, shape, List.of(Kind.values()), folder, System.out);
        }
        System.out.flush();
        // native static destructors may abort the process
        Runtime.getRuntime().halt(0);
    }

    /** The table of one shape. */
    static void run(Device device, String shape, List<Kind> kinds, Path folder, PrintStream table)
            throws IOException {
        ModelConfig config = config(shape);
        Files.writeString(folder.resolve("config.json"), ModelConfigFile.write(config));
        train(config, device, folder, table);
        for (Kind kind : kinds) {
            for (Precision precision : Precision.values()) {
                generate(folder, device, precision, kind, table);
            }
        }
    }

    private static ModelConfig config(String shape) {
        int[] n = Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).toArray();
        return new ModelConfig(
                "LlamaForCausalLM",
                VOCABULARY,
                n[0],
                n[1],
                n[2],
                n[3],
                n[4],
                n[0] / n[3],
                n[5],
                1e-5,
                10000,
                true,
                -1,
                List.of(0));
    }

    private static void train(ModelConfig config, Device device, Path folder, PrintStream table)
            throws IOException {
        Random random = new Random(1);
        try (TrainingEngine engine =
                new TorchLanguageModels().create(config, OptimizerSettings.defaults(), device, 1)) {
            table.printf(
                    "hidden %d, %d layers, %d heads, %d key/value heads: %,d parameters%n",
                    config.hidden(),
                    config.layers(),
                    config.heads(),
                    config.keyValueHeads(),
                    engine.parameters());
            for (int rows : new int[] {8, 16}) {
                int[][] batch = new int[rows][config.contextTokens() + 1];
                for (int[] row : batch) {
                    Arrays.setAll(row, i -> random.nextInt(VOCABULARY));
                }
                report(
                        table,
                        "train %d x %d".formatted(rows, config.contextTokens()),
                        rows * config.contextTokens(),
                        measure(i -> engine.step(batch, 1e-4), 8));
            }
            engine.saveWeights(folder.resolve("model.safetensors"));
        }
    }

    private static void generate(
            Path folder, Device device, Precision precision, Kind kind, PrintStream table)
            throws IOException {
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(ModelFiles.inFolder(folder), device, precision, 32, 0)) {
            int[] prompt = new int[PROMPT];
            Arrays.setAll(prompt, i -> i * 37 % VOCABULARY);
            int[] one = {5};
            for (int batch : new int[] {1, 8, 32}) {
                String name = precision + " " + kind.name().toLowerCase(Locale.ROOT) + " " + batch;
                report(
                        table,
                        name + " prefill",
                        batch * PROMPT,
                        measure(i -> engine.step(items(batch, 0, prompt, kind)), 8));
                report(
                        table,
                        name + " decode",
                        batch,
                        measure(i -> engine.step(items(batch, PROMPT + i, one, kind)), STEPS));
            }
        }
    }

    private static List<StepItem> items(int batch, int position, int[] tokens, Kind kind) {
        List<StepItem> items = new ArrayList<>();
        for (int slot = 0; slot < batch; slot++) {
            double uniform = CounterRandom.uniform(slot, position);
            Sampling sampling =
                    switch (kind) {
                        case GREEDY -> Sampling.greedy();
                        case RANDOM -> new Sampling(1, 1, 0, uniform);
                        case SAMPLED -> new Sampling(0.8f, 0.95f, 50, uniform);
                        case PENALISED ->
                                new Sampling(
                                        0.8f, 0.95f, 50, 0, uniform, CHANGES, OptionalInt.empty());
                        case EVERYTHING ->
                                new Sampling(
                                        0.8f,
                                        0.95f,
                                        50,
                                        0.05f,
                                        uniform,
                                        CHANGES,
                                        OptionalInt.of(5));
                    };
            items.add(new StepItem(slot, position, tokens, Optional.of(sampling)));
        }
        return items;
    }

    /**
     * @param seconds median of a step
     * @param cpuSeconds mean of a step, all threads together
     */
    private record Measured(double seconds, double cpuSeconds) {}

    private static void report(PrintStream table, String what, int tokens, Measured measured) {
        table.printf(
                "%-26s %9.2f ms/step %9.0f tok/s %9.2f ms of processor%n",
                what,
                measured.seconds() * 1e3,
                tokens / measured.seconds(),
                measured.cpuSeconds() * 1e3);
    }

    private static Measured measure(IntConsumer work, int count) {
        OperatingSystemMXBean process =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        work.accept(0);
        double[] seconds = new double[count];
        long cpu = process.getProcessCpuTime();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            work.accept(i);
            seconds[i] = (System.nanoTime() - start) * 1e-9;
        }
        cpu = process.getProcessCpuTime() - cpu;
        Arrays.sort(seconds);
        return new Measured(seconds[count / 2], cpu * 1e-9 / count);
    }
}
