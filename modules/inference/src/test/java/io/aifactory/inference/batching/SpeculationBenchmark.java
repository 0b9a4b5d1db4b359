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
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What guesses save and cost, on a random model: answers that repeat themselves (greedy), answers
 * with many wrong guesses (sampled from four tokens), and answers with hardly any (sampled from
 * all). Numbers of drafts take turns within each round, backwards in every other one, and every
 * text is compared with the one without drafts. Arguments: threads, rounds, then numbers of drafts.
 * The command stands in docs/benchmarks.md.
 */
final class SpeculationBenchmark {
    private static final int PROMPT = 64;
    private static final int GENERATED = 192;
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

    public static void main(String[] arguments) throws IOException {
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
    private void compare(Kind kind, int sequences, int rounds, int[] drafts) {
        run(kind, sequences, 0);
        double[] plain = new double[rounds];
        double[][] guessed = new double[drafts.length][rounds];
        double[][] ratios = new double[drafts.length][rounds];
        int[] drafted = new int[drafts.length];
        int[] accepted = new int[drafts.length];
        for (int round = 0; round < rounds; round++) {
            Run[] runs = new Run[drafts.length + 1];
            for (int i = 0; i < runs.length; i++) {
                int turn = round % 2 == 0 ? i : drafts.length - i;
                runs[turn] = run(kind, sequences, turn == 0 ? 0 : drafts[turn - 1]);
            }
            plain[round] = runs[0].tokensPerSecond();
            for (int i = 0; i < drafts.length; i++) {
                Run with = runs[i + 1];
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
    private Run run(Kind kind, int sequences, int drafts) {
        ContinuousBatch batch =
                Batches.of(engine, new StepPlanner(1024, Duration.ZERO), System::nanoTime);
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < sequences; i++) {
            sinks.add(new RecordingSink());
            GenerationSpec spec = spec(kind, i);
            SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
            Sequence state = Sequence.of(spec, text.stopped());
            batch.add(new LiveSequence(state, text, sinks.get(i), 0, drafts));
        }
        int drafted = 0;
        int accepted = 0;
        batch.admit();
        batch.step(); // the prompts
        long start = System.nanoTime();
        while (!batch.isEmpty()) {
            batch.admit();
            StepReport report = batch.step();
            drafted += report.draftedTokens();
            accepted += report.acceptedTokens();
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new Run(
                sequences * (GENERATED - 1) / seconds,
                drafted,
                accepted,
                sinks.stream().map(RecordingSink::tokens).toList());
    }

    private static GenerationSpec spec(Kind kind, int number) {
        int[] prompt = new Random(number).ints(PROMPT, 0, 256).toArray();
        return new GenerationSpec(
                "r" + number,
                prompt,
                PROMPT,
                GENERATED,
                kind.sampling(number),
                List.of(),
                Set.of(),
                "");
    }

    private record Run(
            double tokensPerSecond, int drafted, int accepted, List<List<Integer>> texts) {}
}
