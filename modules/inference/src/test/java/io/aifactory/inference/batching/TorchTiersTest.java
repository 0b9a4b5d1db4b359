package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.OnDevice;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.inference.tier.LowerTiers;
import io.aifactory.inference.tier.TierLoad;
import io.aifactory.inference.tier.TierSettings;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beginnings of prompts that leave the pool and come back, on the real engine. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnDevice
class TorchTiersTest {
    private static final int POOL = 6;
    private static final int SHARED = 80;

    /** Of float32: 2 layers, keys and values, 2 heads of 8. */
    private static final long BLOCK_BYTES = 16 * 2 * 2 * 2 * 8 * 4;

    @TempDir Path folder;

    private final Random random = new Random(4);
    private final List<int[]> beginnings = new ArrayList<>();
    private int number;

    @BeforeEach
    void writeModel() throws IOException {
        TinyLlama.write(folder);
        for (int i = 0; i < 10; i++) {
            beginnings.add(random.ints(SHARED, 0, 256).toArray());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "INT4") // keys and values as in BF16
    void throughHostMemoryTheTokensAreThoseOfALargePool(Precision precision) throws IOException {
        List<GenerationSpec> specs = rounds(2);

        List<RecordingSink> pooled = sinks(specs);
        try (Worker large = new Worker(precision, 100, TierSettings.NONE)) {
            large.runAll(specs, pooled);
        }
        List<RecordingSink> tiered = sinks(specs);
        TierSettings host = new TierSettings(60 * BLOCK_BYTES, 0, folder, Duration.ZERO);
        try (Worker worker = new Worker(precision, POOL, host)) {
            worker.runAll(specs, tiered);

            assertTrue(worker.fromHost >= 400, "only " + worker.fromHost + " from host memory");
            assertTrue(worker.load().hostBlocks() <= 60 * Float.BYTES / precision.bytes());
            assertEquals(POOL, worker.load().poolBlocks());
        }

        assertSame(pooled, tiered);
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "INT4") // keys and values as in BF16
    void throughADiskTheTokensAreThoseOfALargePool(Precision precision) throws IOException {
        List<GenerationSpec> specs = rounds(2);
        List<RecordingSink> pooled = sinks(specs);
        try (Worker large = new Worker(precision, 100, TierSettings.NONE)) {
            large.runAll(specs, pooled);
        }
        List<RecordingSink> tiered = sinks(specs);
        try (Worker worker = new Worker(precision, POOL, withDisk(precision))) {
            for (int i = 0; i < specs.size(); i++) {
                worker.runWithDisk(specs.get(i), tiered.get(i));
            }

            assertTrue(worker.fromDisk >= 300, "only " + worker.fromDisk + " from the disk");
            assertEquals(0, worker.load().diskFailures());
        }

        assertSame(pooled, tiered);
    }

    @Test
    void aDamagedBlockIsComputedAgain() throws IOException {
        Path file = folder.resolve("kv");
        List<GenerationSpec> specs = rounds(2);
        List<RecordingSink> pooled = sinks(specs);
        try (Worker large = new Worker(Precision.F32, 100, TierSettings.NONE)) {
            large.runAll(specs, pooled);
        }
        List<RecordingSink> tiered = sinks(specs);
        TierSettings disk = withDisk(Precision.F32);
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try (Worker worker =
                new Worker(
                        Precision.F32,
                        POOL,
                        memory ->
                                new SlotContents(
                                        memory,
                                        disk.book(memory, _ -> {}),
                                        book -> LowerTiers.of(memory, book, disk, channel)))) {
            for (int i = 0; i < specs.size(); i++) {
                if (i == beginnings.size()) {
                    worker.await(load -> load.diskBlocks() > 0);
                    damage(file);
                }
                worker.runWithDisk(specs.get(i), tiered.get(i));
            }

            assertTrue(worker.load().diskFailures() >= 5);
        }

        assertSame(pooled, tiered);
    }

    private TierSettings withDisk(Precision precision) {
        long block = BLOCK_BYTES * precision.bytes() / Float.BYTES;
        return new TierSettings(24 * block, 60 * block, folder, Duration.ZERO);
    }

    /** A bit of every block. */
    private static void damage(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long at = 8; at < channel.size(); at += 64) {
                channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}), at);
            }
        }
    }

    private static void assertSame(List<RecordingSink> expected, List<RecordingSink> actual) {
        assertEquals(
                expected.stream().map(RecordingSink::tokens).toList(),
                actual.stream().map(RecordingSink::tokens).toList());
        assertEquals(
                expected.stream().map(RecordingSink::text).toList(),
                actual.stream().map(RecordingSink::text).toList());
    }

    private static List<RecordingSink> sinks(List<GenerationSpec> specs) {
        return specs.stream().map(_ -> new RecordingSink()).toList();
    }

    /** Each beginning once in every round: more than the pool holds. */
    private List<GenerationSpec> rounds(int rounds) {
        List<GenerationSpec> specs = new ArrayList<>();
        for (int i = 0; i < rounds * beginnings.size(); i++) {
            int[] prompt = Arrays.copyOf(beginnings.get(i % beginnings.size()), SHARED + 1);
            prompt[SHARED] = random.nextInt(256);
            specs.add(
                    new GenerationSpec(
                            "r" + number++,
                            prompt,
                            prompt.length,
                            5,
                            i % 2 == 0
                                    ? SamplingSpec.greedy()
                                    : new SamplingSpec(0.9f, 0.95f, 40, i),
                            List.of(),
                            Set.of()));
        }
        return specs;
    }

    /** One slot on a small pool. */
    private final class Worker implements AutoCloseable {
        private final Tokenizer tokenizer;
        private final InferenceEngine engine;
        private final SlotContents contents;
        private final ContinuousBatch batch;
        private int fromHost;
        private int fromDisk;

        Worker(Precision precision, int places, TierSettings tiers) throws IOException {
            this(precision, places, memory -> new SlotContents(memory, _ -> {}, tiers));
        }

        Worker(Precision precision, int places, Function<KeyValueMemory, SlotContents> kept)
                throws IOException {
            this.tokenizer =
                    TokenizerJson.read(Files.readAllBytes(folder.resolve("tokenizer.json")));
            this.engine =
                    new TorchLanguageModels()
                            .load(
                                    ModelFiles.inFolder(folder),
                                    TinyLlama.DEVICE,
                                    precision,
                                    1,
                                    0,
                                    places);
            this.contents = kept.apply(engine.memory());
            this.batch =
                    new ContinuousBatch(
                            engine,
                            new StepPlanner(128, Duration.ZERO),
                            PriorityPolicy.USUAL,
                            new EnergyTap(new CountingMeter()),
                            0.5,
                            () -> 0,
                            contents,
                            _ -> {},
                            AdmissionCap.none(engine.slots()),
                            Optional.empty(),
                            false);
        }

        void runAll(List<GenerationSpec> specs, List<RecordingSink> sinks) {
            IntStream.range(0, specs.size()).forEach(i -> run(specs.get(i), sinks.get(i)));
        }

        void run(GenerationSpec spec, RecordingSink sink) {
            add(spec, sink);
            while (!batch.isEmpty()) {
                batch.admit();
                Interlude before = batch.step().before();
                fromHost += before.fromHost();
                fromDisk += before.fromDisk();
            }
        }

        /** As if it had waited for a slot until the disk has done all it had to do. */
        void runWithDisk(GenerationSpec spec, RecordingSink sink) {
            add(spec, sink);
            quiet();
            while (!batch.isEmpty()) {
                batch.admit();
                fromDisk += batch.step().before().fromDisk();
            }
            quiet();
        }

        private void add(GenerationSpec spec, RecordingSink sink) {
            SequenceText text = SequenceText.of(tokenizer, spec);
            Sequence state = Sequence.of(spec, text.stopped());
            batch.add(new LiveSequence(state, text, sink, 0));
        }

        private void quiet() {
            await(_ -> contents.quiet());
        }

        void await(Predicate<TierLoad> condition) {
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (!condition.test(load()) && System.nanoTime() < deadline) {
                contents.begin(false);
                Thread.onSpinWait();
            }
            assertTrue(condition.test(load()));
        }

        TierLoad load() {
            return contents.load();
        }

        @Override
        public void close() {
            batch.close();
            engine.close();
        }
    }
}
