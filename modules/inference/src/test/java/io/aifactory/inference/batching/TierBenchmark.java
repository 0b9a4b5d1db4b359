package io.aifactory.inference.batching;

import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.tier.TierSettings;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The time to the first token of a prompt whose first 1,000 of 1,024 tokens are known, by where
 * they stand: nowhere, in the pool, in host memory, on a disk. All take turns within one run.
 * Arguments: threads, a folder for the disk's file. The command stands in the module's README.
 */
final class TierBenchmark {
    private static final int SHARED = 1000;
    private static final int OWN = 24;
    private static final int ROUNDS = 5;
    private static final int SMALL = 70;
    private static final int MIDDLE = 160;
    private static final int LARGE = 512;

    private final Random random = new Random(1);
    private int number;

    private TierBenchmark() {}

    @SuppressWarnings("SystemOut") // its result
    public static void main(String[] arguments) throws IOException {
        Device device = new Device.Cpu(Integer.parseInt(arguments[0]));
        Path disk = Path.of(arguments[1]);
        Path folder = BenchmarkModel.write(2048, device);
        try (InferenceEngine none = load(folder, device, 0);
                InferenceEngine pool = load(folder, device, LARGE);
                InferenceEngine small = load(folder, device, SMALL);
                InferenceEngine smaller = load(folder, device, SMALL)) {
            long block = small.memory().blockBytes();
            TierBenchmark benchmark = new TierBenchmark();
            benchmark.compare(
                    new Case(none, TierSettings.NONE),
                    new Case(pool, TierSettings.NONE),
                    new Case(small, new TierSettings(LARGE * block, 0, disk, Duration.ZERO)),
                    new Case(
                            smaller,
                            new TierSettings(
                                    MIDDLE * block, 2 * LARGE * block, disk, Duration.ZERO)));
        }
        System.out.flush();
        // native static destructors may abort the process
        Runtime.getRuntime().halt(0);
    }

    private static InferenceEngine load(Path folder, Device device, int pool) throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), device, Precision.F32, 2, 0, pool);
    }

    @SuppressWarnings("SystemOut") // its result
    private void compare(Case none, Case pool, Case host, Case disk) {
        int[] shared = random.ints(SHARED, 0, 256).toArray();
        for (Case each : List.of(none, pool, host, disk)) {
            first(each, shared, false);
        }
        double[] computed = new double[ROUNDS];
        double[] pooled = new double[ROUNDS];
        double[] hosted = new double[ROUNDS];
        double[] ready = new double[ROUNDS];
        double[] fetched = new double[ROUNDS];
        double[] reading = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            computed[i] = first(none, shared, false);
            pooled[i] = first(pool, shared, false);
            forget(host, 1);
            hosted[i] = first(host, shared, false);
            forget(disk, 4);
            ready[i] = first(disk, shared, true);
            reading[i] = disk.waited;
            forget(disk, 4);
            fetched[i] = first(disk, shared, false);
        }
        row("computed", computed);
        row("restored from the pool", pooled);
        row("restored from host memory", hosted);
        row("from the disk, read while it waited", ready);
        row("from the disk, with a free slot", fetched);
        row("reading the disk, 62 blocks", reading);
        System.out.printf(
                "tokens: %,d from host memory, %,d from the disk, %d failures%n",
                host.fromHost, disk.fromDisk, disk.contents.load().diskFailures());
    }

    @SuppressWarnings("SystemOut") // its result
    private static void row(String name, double[] millis) {
        System.out.printf(
                "%-38s p50 %8.1f ms   max %8.1f ms%n",
                name, BenchmarkModel.median(millis), BenchmarkModel.quantile(millis, 1));
    }

    /** Other prompts take the places. */
    private void forget(Case where, int prompts) {
        for (int i = 0; i < prompts; i++) {
            first(where, random.ints(SHARED, 0, 256).toArray(), false);
            where.quiet();
        }
    }

    /**
     * Milliseconds to the first token.
     *
     * @param waits until the disk has been read, as if no slot were free: that does not count
     */
    private double first(Case where, int[] beginning, boolean waits) {
        int[] prompt = Arrays.copyOf(beginning, SHARED + OWN);
        for (int i = SHARED; i < prompt.length; i++) {
            prompt[i] = random.nextInt(256);
        }
        GenerationSpec spec =
                new GenerationSpec(
                        "r" + number++,
                        prompt,
                        prompt.length,
                        2,
                        SamplingSpec.greedy(),
                        List.of(),
                        Set.of());
        SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
        RecordingSink sink = new RecordingSink();
        long start = System.nanoTime();
        where.batch.add(new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, start));
        if (waits) {
            where.quiet();
        }
        where.waited = (System.nanoTime() - start) * 1e-6;
        while (!where.batch.isEmpty()) {
            where.batch.admit();
            Interlude before = where.batch.step().before();
            where.fromHost += before.fromHost();
            where.fromDisk += before.fromDisk();
        }
        double whole = sink.end().join().usage().firstTokenNanos() * 1e-6;
        return waits ? whole - where.waited : whole;
    }

    /** An engine with its tiers. */
    private static final class Case {
        private final SlotContents contents;
        private final ContinuousBatch batch;
        private double waited;
        private long fromHost;
        private long fromDisk;

        Case(InferenceEngine engine, TierSettings tiers) {
            this.contents = new SlotContents(engine.memory(), _ -> {}, tiers);
            this.batch =
                    new ContinuousBatch(
                            engine,
                            new StepPlanner(256, Duration.ZERO),
                            PriorityPolicy.USUAL,
                            new EnergyTap(new CountingMeter()),
                            0.5,
                            System::nanoTime,
                            contents,
                            _ -> {},
                            AdmissionCap.none(engine.slots()),
                            Optional.empty(),
                            false);
        }

        /** The disk has nothing to do any more. */
        private void quiet() {
            while (!contents.quiet()) {
                contents.begin(false);
                Thread.onSpinWait();
            }
        }
    }
}
