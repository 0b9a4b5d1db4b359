package io.aifactory.inference.batching;

import io.aifactory.inference.batching.BenchmarkSequences.Guessed;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a draft model saves and costs, against none: a random model in float32, guessed for by
 * itself in other precisions. So the guesses are as good as they can be, and what a smaller model
 * would save is not seen; in float32 it saves nothing, which shows what finding that out costs.
 * Sampled from all tokens, so that hardly anything is found in the texts.
 *
 * <p>Arguments: threads, rounds, most drafts.
 */
final class DraftBenchmark {
    private static final int SLOTS = 32;

    private final ModelFiles files;
    private final Device device;
    private final int most;

    private DraftBenchmark(ModelFiles files, Device device, int most) {
        this.files = files;
        this.device = device;
        this.most = most;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Device device = new Device.Cpu(Integer.parseInt(arguments[0]));
        int rounds = Integer.parseInt(arguments[1]);
        Path folder = BenchmarkModel.write(512, device);
        DraftBenchmark benchmark =
                new DraftBenchmark(
                        ModelFiles.inFolder(folder), device, Integer.parseInt(arguments[2]));
        try (InferenceEngine engine = benchmark.load(Precision.F32)) {
            for (Precision precision : Precision.values()) {
                for (int sequences : new int[] {1, 8}) {
                    benchmark.compare(engine, precision, sequences, rounds);
                }
            }
        }
        System.out.flush();
        // native static destructors may abort the process
        Runtime.getRuntime().halt(0);
    }

    private InferenceEngine load(Precision precision) {
        return WarmUp.run(new TorchLanguageModels().load(files, device, precision, SLOTS, 0, 0));
    }

    @SuppressWarnings("SystemOut") // its result
    private void compare(InferenceEngine engine, Precision precision, int sequences, int rounds)
            throws InterruptedException {
        run(engine, Optional.empty(), sequences);
        double[] plain = new double[rounds];
        double[] ratios = new double[rounds];
        int drafted = 0;
        int accepted = 0;
        for (int round = 0; round < rounds; round++) {
            Guessed without = run(engine, Optional.empty(), sequences);
            Guessed with = run(engine, Optional.of(precision), sequences);
            if (!with.texts().equals(without.texts())) {
                System.out.println("a text differs");
            }
            plain[round] = without.tokensPerSecond();
            ratios[round] = with.tokensPerSecond() / plain[round];
            drafted += with.drafted();
            accepted += with.accepted();
        }
        System.out.printf(
                "guessed by itself in %-4s %d sequences: %7.1f tokens/s without, ratio %.2f (%.2f"
                        + " to %.2f), %d of %d drafts right%n",
                precision,
                sequences,
                BenchmarkModel.median(plain),
                BenchmarkModel.median(ratios),
                BenchmarkModel.quantile(ratios, 0),
                BenchmarkModel.quantile(ratios, 1),
                accepted / rounds,
                drafted / rounds);
    }

    /** A new batch: what drafts cost is learned anew, too. */
    private Guessed run(InferenceEngine engine, Optional<Precision> draft, int sequences)
            throws InterruptedException {
        ContinuousBatch batch =
                Batches.of(
                        engine,
                        draft.map(precision ->
                                new DraftModel(
                                        load(precision),
                                        engine.config().vocabulary(),
                                        1024,
                                        System::nanoTime)),
                        new StepPlanner(1024, Duration.ZERO),
                        System::nanoTime);
        Guessed run =
                BenchmarkSequences.guessed(
                        batch,
                        sequences,
                        number -> new SamplingSpec(1, 1, 0, number),
                        most,
                        report -> report.model().drafted(),
                        report -> report.model().accepted());
        batch.close();
        return run;
    }
}
