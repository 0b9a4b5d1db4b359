package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.tokenization.grammar.Grammar;
import io.aifactory.tokenization.grammar.GrammarCache;
import io.aifactory.tokenization.grammar.GrammarLimits;
import io.aifactory.tokenization.grammar.GrammarState;
import io.aifactory.tokenization.grammar.GrammarVocabulary;
import io.aifactory.tokenization.grammar.TokenBytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What grammars on all rows cost a decoding step: 16 sequences of a random model on each of three
 * engines, which take turns at every step: without a grammar, with one whose masks are kept, with
 * one compiled for this round. Compared are neighbouring steps. Arguments: threads, vocabulary,
 * rounds of warming up. With one thread the times are its CPU times, which other work on the
 * machine changes little. The command stands in the module's README.
 */
final class GrammarStepBenchmark {
    private static final int SEQUENCES = 16;
    private static final int PROMPT = 16;
    private static final int GENERATED = 32;
    private static final int ROUNDS = 12;
    private static final int LANES = 3;
    private static final int END = 0;

    /** No answer is whole before there are as many tokens as are generated. */
    private static final String SCHEMA =
            """
            {"type":"array","minItems":400,"items":{"type":"object","properties":{
              "name":{"type":"string"},"count":{"type":"integer","minimum":1,"maximum":100},
              "state":{"enum":["new","paid","shipped","returned"]},
              "price":{"type":"number"}},"required":["name","count","state","price"]}}
            """;

    private final Random random = new Random(1);
    private final ModelConfig model;
    private final int warmUp;
    private final LongSupplier clock;
    private final GrammarVocabulary vocabulary;
    private int number;

    private GrammarStepBenchmark(ModelConfig model, int warmUp, LongSupplier clock) {
        this.model = model;
        this.warmUp = warmUp;
        this.clock = clock;
        this.vocabulary = new GrammarVocabulary(new RandomWords(model.vocabulary()), Set.of(END));
    }

    public static void main(String[] arguments) throws IOException {
        int threads = Integer.parseInt(arguments[0]);
        Device device = new Device.Cpu(threads);
        LongSupplier clock =
                threads == 1
                        ? ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime
                        : System::nanoTime;
        ModelConfig model = model(Integer.parseInt(arguments[1]));
        Path folder = Files.createTempDirectory("benchmark");
        Files.writeString(folder.resolve(ModelConfigFile.NAME), ModelConfigFile.write(model));
        try (TrainingEngine engine =
                new TorchLanguageModels().create(model, OptimizerSettings.defaults(), device, 1)) {
            engine.saveWeights(folder.resolve("model.safetensors"));
        }
        try (InferenceEngine plain = load(folder, device);
                InferenceEngine kept = load(folder, device);
                InferenceEngine fresh = load(folder, device)) {
            new GrammarStepBenchmark(model, Integer.parseInt(arguments[2]), clock)
                    .compare(List.of(plain, kept, fresh));
        }
        System.out.flush();
        // native static destructors may abort the process
        Runtime.getRuntime().halt(0);
    }

    private static InferenceEngine load(Path folder, Device device) throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), device, Precision.F32, SEQUENCES, 0, 0);
    }

    /** The shape of stories15M. */
    private static ModelConfig model(int ids) {
        return new ModelConfig(
                "LlamaForCausalLM",
                ids,
                288,
                768,
                6,
                6,
                6,
                48,
                256,
                1e-5,
                10_000,
                true,
                -1,
                List.of(END));
    }

    @SuppressWarnings("SystemOut") // its result
    private void compare(List<InferenceEngine> engines) {
        GrammarCache kept = cache();
        for (SamplingSpec how : List.of(SamplingSpec.greedy(), new SamplingSpec(1, 1, 0, 3))) {
            List<Steps> rounds = new ArrayList<>();
            for (int i = 0; i < warmUp + ROUNDS; i++) {
                List<Optional<GrammarCache>> grammars =
                        List.of(Optional.empty(), Optional.of(kept), Optional.of(cache()));
                Steps steps = round(engines, how, 100L + i, grammars);
                if (i >= warmUp) {
                    rounds.add(steps);
                }
            }
            double plain = median(rounds.stream().flatMapToDouble(each -> each.of(0)));
            System.out.printf(
                    "| %,d | %s | %.2f | %.3f | %.3f | %.3f | %.2f | %.2f |%n",
                    model.vocabulary(),
                    how.temperature() == 0 ? "greedy" : "temperature 1",
                    plain,
                    median(rounds.stream().flatMapToDouble(each -> each.ratios(1))),
                    quick(rounds, 1) / quick(rounds, 0),
                    median(rounds.stream().flatMapToDouble(each -> each.ratios(2))),
                    median(rounds.stream().mapToDouble(Steps::longestOfFresh)) / plain,
                    median(rounds.stream().mapToDouble(Steps::longestOfPlain)) / plain);
        }
    }

    private Steps round(
            List<InferenceEngine> engines,
            SamplingSpec how,
            long seed,
            List<Optional<GrammarCache>> grammars) {
        List<ContinuousBatch> batches = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            batches.add(begun(engines.get(lane), how, seed, grammars.get(lane)));
        }
        double[][] millis = new double[LANES][GENERATED - 1];
        for (int i = 0; i < GENERATED - 1; i++) {
            for (int turn = 0; turn < LANES; turn++) {
                int lane = (i + turn) % LANES;
                long before = clock.getAsLong();
                batches.get(lane).step();
                millis[lane][i] = (clock.getAsLong() - before) * 1e-6;
            }
        }
        if (!batches.stream().allMatch(ContinuousBatch::isEmpty)) {
            throw new IllegalStateException("sequences go on");
        }
        return new Steps(millis);
    }

    private GrammarCache cache() {
        return new GrammarCache(() -> vocabulary, GrammarLimits.DEFAULT, 1 << 28);
    }

    /** A batch after its first step: all prompts are computed. */
    private ContinuousBatch begun(
            InferenceEngine engine, SamplingSpec how, long seed, Optional<GrammarCache> grammars) {
        ContinuousBatch batch = batch(engine);
        Optional<GrammarState> start =
                grammars.map(cache -> cache.compiled(new Grammar.JsonSchema(SCHEMA)).start());
        for (int i = 0; i < SEQUENCES; i++) {
            add(batch, spec(how, seed + i, start), new RecordingSink());
        }
        batch.admit();
        batch.step();
        return batch;
    }

    private GenerationSpec spec(SamplingSpec how, long seed, Optional<GrammarState> grammar) {
        int[] prompt = random.ints(PROMPT, 1, model.vocabulary()).toArray();
        return new GenerationSpec(
                "r" + number++,
                prompt,
                PROMPT,
                GENERATED,
                new SamplingSpec(how.temperature(), how.topP(), how.topK(), seed),
                List.of(),
                Set.of(),
                "",
                grammar);
    }

    private static void add(ContinuousBatch batch, GenerationSpec spec, RecordingSink sink) {
        SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
        batch.add(new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, 0));
    }

    /** Milliseconds of one round's steps, by lane: plain, kept, fresh. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Steps(double[][] millis) {
        DoubleStream of(int lane) {
            return Arrays.stream(millis[lane]);
        }

        /** To the plain step of the same turn. */
        DoubleStream ratios(int lane) {
            return IntStream.range(0, millis[0].length)
                    .mapToDouble(i -> millis[lane][i] / millis[0][i]);
        }

        double longestOfPlain() {
            return of(0).max().orElseThrow();
        }

        double longestOfFresh() {
            return of(2).max().orElseThrow();
        }
    }

    private static ContinuousBatch batch(InferenceEngine engine) {
        return Batches.of(engine, new StepPlanner(1024, Duration.ZERO), System::nanoTime);
    }

    private static double median(DoubleStream values) {
        return at(values, 2);
    }

    /** What the fastest tenth of a lane's steps stays below: those that nothing disturbed. */
    private static double quick(List<Steps> rounds, int lane) {
        return at(rounds.stream().flatMapToDouble(each -> each.of(lane)), 10);
    }

    private static double at(DoubleStream values, int part) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / part];
    }

    /** An end token, the 256 bytes, and words as long as those of a real vocabulary. */
    private static final class RandomWords implements TokenBytes {
        private static final String LETTERS =
                "      eeeeetttaaaooniinsshhrrddlcumwfgypbvk0123456789{}[]\":,.\\";

        private final byte[][] words;

        RandomWords(int ids) {
            Random letters = new Random(7);
            words = new byte[ids][];
            words[END] = new byte[0];
            for (int id = 1; id < ids; id++) {
                words[id] = new byte[id <= 256 ? 1 : 2 + letters.nextInt(9)];
                for (int i = 0; i < words[id].length; i++) {
                    words[id][i] = (byte) LETTERS.charAt(letters.nextInt(LETTERS.length()));
                }
                if (id <= 256) {
                    words[id][0] = (byte) (id - 1);
                }
            }
        }

        @Override
        public int vocabularySize() {
            return words.length;
        }

        @Override
        public byte[] bytes(int id) {
            return words[id];
        }
    }
}
