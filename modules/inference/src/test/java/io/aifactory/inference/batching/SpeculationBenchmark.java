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
import java.util.Arrays;

/**
 * What guesses save and cost, on a random model: answers that repeat themselves (greedy), answers
 * with many wrong guesses (sampled from four tokens), and answers with hardly any (sampled from
 * all). Numbers of drafts take turns within each round, backwards in every other one, and every
 * text is compared with the one without drafts. Arguments: threads, rounds, then numbers of drafts.
 * The command stands in docs/benchmarks.md.
 */
final class SpeculationBenchmark {
    private static final int SLOTS = 32;

    private final InferenceEngine engine;

    private SpeculationBenchmark(InferenceEngine engine) {
        this.engine = engine;
    }

    private enum Kind {
        REPEATING,
        WRONG_GUESSES,
        HARDLY_ANY;

        SamplingSpec sampling(long seed) {
            return switch (this) {
                case REPEATING -> SamplingSpec.greedy();
                case WRONG_GUESSES -> new SamplingSpec(1, 1, 4, seed);
                case HARDLY_ANY -> new SamplingSpec(1, 1, 0, seed);
            };
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int[] numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        Device device = new Device.Cpu(numbers[0]);
        Path folder = BenchmarkModel.write(512, device);
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(ModelFiles.inFolder(folder), device, Precision.F32, SLOTS, 0, 0)) {
            SpeculationBenchmark benchmark = new SpeculationBenchmark(engine);
            int[] drafts = Arrays.copyOfRange(numbers, 2, numbers.length);
            for (Kind kind : Kind.values()) {
                for (int sequences : new int[] {1, 8}) {
                    benchmark.compare(kind, sequences, numbers[1], drafts);
                }
            }
        }
        System.out.flush();
        // native static destructors may abort the process
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("SystemOut") // its result
    private void compare(Kind kind, int sequences, int rounds, int[] drafts)
            throws InterruptedException {
        run(kind, sequences, 0);
        double[] plain = new double[rounds];
        double[][] guessed = new double[drafts.length][rounds];
        double[][] ratios = new double[drafts.length][rounds];
        int[] drafted = new int[drafts.length];
        int[] accepted = new int[drafts.length];
        for (int round = 0; round < rounds; round++) {
            Guessed[] runs = new Guessed[drafts.length + 1];
            for (int i = 0; i < runs.length; i++) {
                int turn = round % 2 == 0 ? i : drafts.length - i;
                runs[turn] = run(kind, sequences, turn == 0 ? 0 : drafts[turn - 1]);
            }
            plain[round] = runs[0].tokensPerSecond();
            for (int i = 0; i < drafts.length; i++) {
                Guessed with = runs[i + 1];
                if (!with.texts().equals(runs[0].texts())) {
                    System.out.println("a text differs");
                }
                guessed[i][round] = with.tokensPerSecond();
                ratios[i][round] = with.tokensPerSecond() / plain[round];
                drafted[i] += with.drafted();
                accepted[i] += with.accepted();
            }
        }
        System.out.printf(
                "%-14s %d sequences, no drafts: %7.1f tokens/s%n",
                kind, sequences, BenchmarkModel.median(plain));
        for (int i = 0; i < drafts.length; i++) {
            System.out.printf(
                    "%-14s %d sequences, up to %2d: %7.1f tokens/s, ratio %.2f (%.2f to %.2f), %d of"
                            + " %d drafts right%n",
                    kind,
                    sequences,
                    drafts[i],
                    BenchmarkModel.median(guessed[i]),
                    BenchmarkModel.median(ratios[i]),
                    BenchmarkModel.quantile(ratios[i], 0),
                    BenchmarkModel.quantile(ratios[i], 1),
                    accepted[i] / rounds,
                    drafted[i] / rounds);
        }
    }

    /** A new batch: what drafts cost is learned anew, too. */
    private Guessed run(Kind kind, int sequences, int drafts) throws InterruptedException {
        return BenchmarkSequences.guessed(
                Batches.of(engine, new StepPlanner(1024, Duration.ZERO), System::nanoTime),
                sequences,
                kind::sampling,
                drafts,
                StepReport::draftedTokens,
                StepReport::acceptedTokens);
    }
}
