package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the worker adds to steps: the time that no graph runs, as a part of the whole. Sequences
 * sample 192 tokens each after prompts of 64. In turns, clients are told on the device's thread and
 * on one of their own. Arguments: threads, rounds, sequences, and optionally the folder of a model
 * with its tokenizer.json; else a random model of 23 million parameters. The command stands in the
 * module's README.
 */
final class StepOverheadBenchmark {
    private final InferenceEngine engine;
    private final Tokenizer tokenizer;
    private final int sequences;

    private StepOverheadBenchmark(InferenceEngine engine, Tokenizer tokenizer, int sequences) {
        this.engine = engine;
        this.tokenizer = tokenizer;
        this.sequences = sequences;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Device device = new Device.Cpu(Integer.parseInt(arguments[0]));
        int rounds = Integer.parseInt(arguments[1]);
        int sequences = Integer.parseInt(arguments[2]);
        boolean random = arguments.length < 4;
        Path folder = random ? BenchmarkModel.write(512, device) : Path.of(arguments[3]);
        Tokenizer tokenizer =
                random ? new ByteTokenizer() : TokenizerJson.read(folder.resolve("tokenizer.json"));
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(
                                ModelFiles.inFolder(folder),
                                device,
                                Precision.F32,
                                sequences,
                                0,
                                0)) {
            new StepOverheadBenchmark(engine, tokenizer, sequences).compare(rounds);
        }
        System.out.flush();
        // native static destructors may abort the process
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("SystemOut") // its result
    private void compare(int rounds) throws InterruptedException {
        run(true);
        run(false);
        Run[] apart = new Run[rounds];
        Run[] atOnce = new Run[rounds];
        for (int round = 0; round < rounds; round++) {
            if (round % 2 == 0) {
                apart[round] = run(true);
                atOnce[round] = run(false);
            } else {
                atOnce[round] = run(false);
                apart[round] = run(true);
            }
        }
        print("told by a thread of its own", apart);
        print("told on the device's thread", atOnce);
    }

    @SuppressWarnings("SystemOut")
    private void print(String how, Run[] runs) {
        double[] steps = new double[runs.length];
        double[] parts = new double[runs.length];
        for (int i = 0; i < runs.length; i++) {
            steps[i] = runs[i].stepMicros();
            parts[i] = 100 * runs[i].outside();
        }
        System.out.printf(
                "%d sequences, %s: %.0f us a step, of it outside of graphs %.2f %% (%.2f to"
                        + " %.2f)%n",
                sequences,
                how,
                BenchmarkModel.median(steps),
                BenchmarkModel.median(parts),
                BenchmarkModel.quantile(parts, 0),
                BenchmarkModel.quantile(parts, 1));
    }

    private Run run(boolean apart) throws InterruptedException {
        DeliveryThread thread = new DeliveryThread();
        thread.start();
        Delivery delivery = apart ? thread : Delivery.atOnce();
        ContinuousBatch batch =
                Batches.of(engine, new StepPlanner(1024, Duration.ZERO), System::nanoTime);
        BenchmarkSequences all = new BenchmarkSequences(batch, delivery);
        int vocabulary = Math.min(engine.config().vocabulary(), tokenizer.vocabularySize());
        for (int i = 0; i < sequences; i++) {
            all.add(tokenizer, vocabulary, new SamplingSpec(1, 1, 0, i), 0);
        }
        all.begin();
        long graphs = engine.vitals().graphNanos();
        BenchmarkSequences.Steps steps = all.finish();
        thread.close();
        double inGraphs = engine.vitals().graphNanos() - graphs;
        return new Run(steps.nanos() * 1e-3 / steps.reports().size(), 1 - inGraphs / steps.nanos());
    }

    /**
     * @param stepMicros microseconds from one step to the next
     * @param outside part of it in which no graph ran, in [0, 1]
     */
    private record Run(double stepMicros, double outside) {}
}
