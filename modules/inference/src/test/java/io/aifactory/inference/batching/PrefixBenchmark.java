package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the prefix pool saves and costs, on a random model with prompts of 1,000 shared and 24 own
 * tokens; both engines take turns within one run. Argument: threads. The command stands in the
 * module's README.
 */
final class PrefixBenchmark {
    private static final int SHARED = 1000;
    private static final int OWN = 24;
    private static final int GENERATED = 16;
    private static final int ROUNDS = 15;
    private static final int POOL = 1024;
    private final Random random = new Random(1);
    private int number;

    private PrefixBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Device device = new Device.Cpu(Integer.parseInt(arguments[0]));
        Path folder = BenchmarkModel.write(2048, device);
        try (InferenceEngine without = load(folder, device, 0);
                InferenceEngine with = load(folder, device, POOL);
                InferenceEngine other = load(folder, device, POOL)) {
            new PrefixBenchmark().compare(without, with, other.memory());
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
    private void compare(InferenceEngine without, InferenceEngine with, KeyValueMemory moving) {
        ContinuousBatch plain = batch(without);
        ContinuousBatch pooled = batch(with);
        int[] shared = random.ints(SHARED, 0, 256).toArray();
        double[] computed = new double[ROUNDS];
        double[] reused = new double[ROUNDS];
        double[] noHit = new double[ROUNDS];
        double[] noHitPooled = new double[ROUNDS];
        int[] places = IntStream.range(0, SHARED / KeyValueMemory.BLOCK_TOKENS).toArray();
        double[] kept = new double[ROUNDS];
        double[] copied = new double[ROUNDS];
        double[] emptied = new double[ROUNDS];
        run(plain, shared, "ann");
        run(pooled, shared, "ann");
        for (int i = 0; i < ROUNDS; i++) {
            computed[i] = run(plain, shared, "ann").firstToken();
            reused[i] = run(pooled, shared, "ann").firstToken();
            int[] fresh = random.ints(SHARED, 0, 256).toArray();
            if (i % 2 == 0) {
                noHit[i] = run(plain, fresh, "ann").whole();
            }
            noHitPooled[i] = run(pooled, fresh, "ann").whole();
            if (i % 2 == 1) {
                noHit[i] = run(plain, fresh, "ann").whole();
            }
            kept[i] = milliseconds(() -> moving.keep(1, 0, places));
            copied[i] = milliseconds(() -> moving.restore(places, 1, 0));
            emptied[i] = milliseconds(() -> moving.clear(1, SHARED));
        }
        System.out.printf(
                "first token, beginning computed   %8.2f ms%n", BenchmarkModel.median(computed));
        System.out.printf(
                "first token, beginning restored   %8.2f ms%n", BenchmarkModel.median(reused));
        System.out.printf(
                "whole answer, no pool             %8.2f ms%n", BenchmarkModel.median(noHit));
        System.out.printf(
                "whole answer, pool without a hit  %8.2f ms%n", BenchmarkModel.median(noHitPooled));
        double[] ratios = new double[ROUNDS];
        Arrays.setAll(ratios, i -> noHitPooled[i] / noHit[i]);
        System.out.printf(
                "ratio within a round, median      %8.3f%n", BenchmarkModel.median(ratios));
        System.out.printf(
                "of %,d tokens of a slot: keeping %.2f ms", SHARED, BenchmarkModel.median(kept));
        System.out.printf(", restoring %.2f ms", BenchmarkModel.median(copied));
        System.out.printf(", emptying %.2f ms%n", BenchmarkModel.median(emptied));
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-6;
    }

    private Times run(ContinuousBatch batch, int[] beginning, String salt) {
        int[] prompt = Arrays.copyOf(beginning, SHARED + OWN);
        for (int i = SHARED; i < prompt.length; i++) {
            prompt[i] = random.nextInt(256);
        }
        GenerationSpec spec =
                new GenerationSpec(
                        "r" + number++,
                        prompt,
                        prompt.length,
                        GENERATED,
                        SamplingSpec.greedy(),
                        List.of(),
                        Set.of(),
                        salt);
        SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
        RecordingSink sink = new RecordingSink();
        long start = System.nanoTime();
        batch.add(new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, start));
        while (!batch.isEmpty()) {
            batch.admit();
            batch.step();
        }
        long end = System.nanoTime();
        long first = sink.end().join().usage().firstTokenNanos();
        return new Times(first * 1e-6, (end - start) * 1e-6);
    }

    /** Milliseconds. */
    private record Times(double firstToken, double whole) {}

    private static ContinuousBatch batch(InferenceEngine engine) {
        return Batches.of(engine, new StepPlanner(256, Duration.ZERO), System::nanoTime);
    }
}
