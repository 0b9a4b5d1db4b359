package io.aifactory.inference.batching;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceSink;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.sequence.Usage;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What eight running streams notice while a prompt of 2,048 tokens is computed: the time between
 * their tokens, with and without an ITL target, and what the target costs the prompt. Arguments:
 * threads, and {@code wall} or {@code cpu}: with one thread, its processor time is what the time
 * would be on a machine that nobody else uses. The command stands in the module's README.
 */
final class ItlBenchmark {
    private static final int STREAMS = 8;
    private static final int PROMPT = 2048;
    private static final int ROUNDS = 3;
    private static final int STEP_TOKENS = 256;
    private static final int POOL = 512;
    private static final int SLOT_TOKENS = 3072;

    private final InferenceEngine engine;
    private final LongSupplier clock;
    private final Random random = new Random(1);
    private int number;

    private ItlBenchmark(InferenceEngine engine, LongSupplier clock) {
        this.engine = engine;
        this.clock = clock;
    }

    @SuppressWarnings("SystemOut") // its result
    public static void main(String[] arguments) throws IOException {
        Device device = new Device.Cpu(Integer.parseInt(arguments[0]));
        LongSupplier clock =
                arguments[1].equals("cpu")
                        ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime
                        : System::nanoTime;
        Path folder = BenchmarkModel.write(SLOT_TOKENS, device);
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(
                                ModelFiles.inFolder(folder),
                                device,
                                Precision.F32,
                                STREAMS + 1,
                                0,
                                POOL)) {
            System.out.printf(
                    "%-10s %8s %8s %8s %8s %8s %8s %10s %12s%n",
                    "target", "tokens", "p50", "p90", "p99", "max", "late", "decoding", "prompt");
            ItlBenchmark benchmark = new ItlBenchmark(engine, clock);
            for (int target : new int[] {0, 100, 50, 0, 100, 50}) {
                benchmark.measure(Duration.ofMillis(target));
            }
        }
        System.out.flush();
        // native static destructors may abort the process
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("SystemOut") // its result
    private void measure(Duration target) {
        ContinuousBatch batch = Batches.of(engine, new StepPlanner(STEP_TOKENS, target), clock);
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(new Stream(clock));
            add(batch, 16, SLOT_TOKENS - 16, streams.getLast());
        }
        steps(batch, 40);
        prompt(batch); // what steps take is known from here on
        streams.forEach(stream -> stream.gaps.clear());
        steps(batch, 40);
        double decoding = BenchmarkModel.median(gaps(streams));
        streams.forEach(stream -> stream.gaps.clear());
        double[] prompts = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            prompts[i] = prompt(batch);
        }
        double[] gaps = gaps(streams);
        long late = Arrays.stream(gaps).filter(gap -> gap > target.toMillis()).count();
        streams.forEach(stream -> stream.gone = true);
        batch.admit();
        System.out.printf(
                "%-10s %8d %8.1f %8.1f %8.1f %8.1f %7.2f%% %10.1f %12.0f%n",
                target.isZero() ? "off" : target.toMillis() + " ms",
                gaps.length,
                BenchmarkModel.quantile(gaps, 0.5),
                BenchmarkModel.quantile(gaps, 0.9),
                BenchmarkModel.quantile(gaps, 0.99),
                BenchmarkModel.quantile(gaps, 1),
                target.isZero() ? Double.NaN : 100.0 * late / gaps.length,
                decoding,
                BenchmarkModel.median(prompts));
    }

    /** Milliseconds until the first token of a prompt that nothing is known of. */
    private double prompt(ContinuousBatch batch) {
        RecordingSink sink = new RecordingSink();
        add(batch, PROMPT, 1, sink);
        while (!sink.end().isDone()) {
            steps(batch, 1);
        }
        return sink.end().join().usage().firstTokenNanos() * 1e-6;
    }

    private static void steps(ContinuousBatch batch, int count) {
        for (int i = 0; i < count; i++) {
            batch.admit();
            batch.step();
        }
    }

    private static double[] gaps(List<Stream> streams) {
        return streams.stream()
                .flatMap(stream -> stream.gaps.stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private void add(ContinuousBatch batch, int tokens, int generated, SequenceSink sink) {
        GenerationSpec spec =
                new GenerationSpec(
                        "r" + number++,
                        random.ints(tokens, 0, 256).toArray(),
                        tokens,
                        generated,
                        SamplingSpec.greedy(),
                        List.of(),
                        Set.of());
        SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
        batch.add(
                new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, clock.getAsLong()));
    }

    /** Notes how long each token let itself be waited for, in milliseconds. */
    private static final class Stream implements SequenceSink {
        private final List<Double> gaps = new ArrayList<>();
        private final LongSupplier clock;
        private long last;
        private boolean gone;

        Stream(LongSupplier clock) {
            this.clock = clock;
            this.last = clock.getAsLong();
        }

        @Override
        public boolean cancelled() {
            return gone;
        }

        @Override
        public void token(SampledToken token, String text) {
            long now = clock.getAsLong();
            gaps.add((now - last) * 1e-6);
            last = now;
        }

        @Override
        public void finished(String rest, EndReason reason, Usage usage) {
            throw new IllegalStateException("the stream is too short");
        }

        @Override
        public void failed(FactoryException error) {
            throw error;
        }
    }
}
