package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelMemory;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import io.aifactory.languagemodel.inference.StepItem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnDevice
class KeyValueMemoryTest {
    private static final int BLOCK = KeyValueMemory.BLOCK_TOKENS;
    private static final ModelConfig CONFIG = TinyModel.config(2, true);

    @TempDir Path folder;

    @BeforeEach
    void writeModel() throws IOException {
        TinyModel.write(folder, CONFIG, 7);
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "INT4") // keys and values as in BF16
    void aRestoredBeginningGivesTheLogitsOfTheComputedOne(Precision precision) throws IOException {
        int[] prompt = TinyModel.batch(CONFIG, 1, 36, 5)[0];
        int[] beginning = Arrays.copyOf(prompt, 2 * BLOCK);
        int[] rest = Arrays.copyOfRange(prompt, 2 * BLOCK, prompt.length);
        try (InferenceEngine engine = load(precision, 3, 4)) {
            engine.logits(List.of(item(0, 0, beginning)));
            float[] expected = engine.logits(List.of(item(0, 2 * BLOCK, rest)))[0];

            engine.memory().keep(0, 0, new int[] {3, 1});
            engine.memory().clear(0, engine.slotTokens());
            engine.memory().restore(new int[] {3, 1}, 2, 0);

            assertArrayEquals(expected, engine.logits(List.of(item(2, 2 * BLOCK, rest)))[0]);
        }
    }

    @Test
    void oneBlockAtATimeIsTheSameAsAllAtOnce() throws IOException {
        int[] prompt = TinyModel.batch(CONFIG, 1, 31, 5)[0];
        try (InferenceEngine engine = load(Precision.F32, 2, 4)) {
            KeyValueMemory memory = engine.memory();
            engine.logits(List.of(item(1, 0, Arrays.copyOf(prompt, 2 * BLOCK))));

            memory.keep(1, 0, new int[] {0, 1});
            memory.keep(1, BLOCK, new int[] {3});
            memory.keep(1, 0, new int[] {2});
            double[] pool = ((TorchKeyValues) memory).poolNumbers();
            memory.restore(new int[] {2}, 0, 0);
            memory.restore(new int[] {3}, 0, BLOCK);

            int layer = pool.length / CONFIG.layers();
            assertArrayEquals(
                    Arrays.copyOfRange(pool, 0, layer / 2),
                    DoubleStream.concat(
                                    Arrays.stream(pool, layer / 2, layer * 3 / 4),
                                    Arrays.stream(pool, layer * 3 / 4, layer))
                            .toArray());
            double[] slots = ((TorchKeyValues) memory).slotNumbers();
            int slot = slots.length / CONFIG.layers() / 2;
            int used = slot / engine.slotTokens() * 2 * BLOCK;
            assertArrayEquals(
                    Arrays.copyOfRange(slots, slot, slot + used), Arrays.copyOf(slots, used));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "INT4") // keys and values as in BF16
    void aBlockThatWasSavedAndLoadedIsTheSameInEveryBit(Precision precision) throws IOException {
        int[] prompt = TinyModel.batch(CONFIG, 1, 36, 5)[0];
        int[] rest = Arrays.copyOfRange(prompt, 2 * BLOCK, prompt.length);
        try (InferenceEngine engine = load(precision, 2, 4)) {
            KeyValueMemory memory = engine.memory();
            engine.logits(List.of(item(0, 0, Arrays.copyOf(prompt, 2 * BLOCK))));
            memory.keep(0, 0, new int[] {3, 1});
            List<ByteBuffer> saved = List.of(direct(memory.save(3)), direct(memory.save(1)));
            memory.keep(1, 0, new int[] {3, 1});
            float[] expected = engine.logits(List.of(item(0, 2 * BLOCK, rest)))[0];

            memory.load(saved.get(0), 0);
            memory.load(saved.get(1), 2);
            memory.restore(new int[] {0, 2}, 1, 0);

            assertArrayEquals(expected, engine.logits(List.of(item(1, 2 * BLOCK, rest)))[0]);
            assertEquals(saved.get(0).rewind(), direct(memory.save(0)));
            assertEquals(saved.get(1).rewind(), direct(memory.save(2)));
            assertEquals(memory.blockBytes(), saved.get(0).remaining());
            assertEquals(ModelMemory.of(CONFIG, precision, 36, 1).poolBlock(), memory.blockBytes());
        }
    }

    private static ByteBuffer direct(ByteBuffer bytes) {
        return ByteBuffer.allocateDirect(bytes.remaining())
                .order(ByteOrder.nativeOrder())
                .put(bytes)
                .flip();
    }

    @Test
    void whatIsClearedOrWrittenOverIsGone() throws IOException {
        // no token in common: the values of the first layer are those of a token alone
        int[] first = IntStream.rangeClosed(1, 30).toArray();
        int[] second = IntStream.rangeClosed(51, 80).toArray();
        try (InferenceEngine engine = load(Precision.F32, 1, 1)) {
            TorchKeyValues memory = (TorchKeyValues) engine.memory();
            engine.logits(List.of(item(0, 0, first)));
            memory.keep(0, 0, new int[] {0});
            double[] former = nonZero(memory.slotNumbers());
            assertEquals(
                    30 * 2 * 2 * 2 * 8, former.length, "tokens, layers, keys and values, heads");

            memory.clear(0, first.length);
            assertEquals(0, nonZero(memory.slotNumbers()).length);
            engine.logits(List.of(item(0, 0, second)));
            memory.keep(0, 0, new int[] {0});

            Arrays.sort(former);
            assertFalse(
                    DoubleStream.concat(
                                    Arrays.stream(nonZero(memory.slotNumbers())),
                                    Arrays.stream(nonZero(memory.poolNumbers())))
                            .anyMatch(number -> Arrays.binarySearch(former, number) >= 0));
        }
    }

    @Test
    void whatDoesNotExistIsRefused() throws IOException {
        try (InferenceEngine engine = load(Precision.F32, 2, 3)) {
            KeyValueMemory memory = engine.memory();
            assertEquals(3, memory.poolBlocks());
            refused(() -> memory.keep(2, 0, new int[] {0}));
            refused(() -> memory.keep(0, 0, new int[] {3}));
            refused(() -> memory.keep(0, 0, new int[] {1, 1}));
            refused(() -> memory.keep(0, -1, new int[] {1}));
            refused(() -> memory.keep(0, 25, new int[] {1}));
            refused(() -> memory.restore(new int[] {-1}, 0, 0));
            refused(() -> memory.restore(new int[] {0, 1, 2}, 0, 0));
            refused(() -> memory.save(3));
            refused(() -> memory.load(direct(memory.save(0)), -1));
            refused(() -> memory.load(ByteBuffer.allocateDirect(8), 0));
            refused(() -> memory.clear(0, 41));
            refused(() -> memory.clear(-1, 1));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "INT4") // keys and values as in BF16
    void thePoolTakesTheForeseenMemory(Precision precision) throws IOException {
        try (InferenceEngine engine = load(precision, 2, 5)) {
            ForeseenMemory.assertHeldBy(engine, precision);
        }
        try (InferenceEngine engine = load(precision, 2, 0)) {
            ForeseenMemory.assertHeldBy(engine, precision);
            engine.memory().keep(0, 0, new int[0]);
        }
    }

    private static void refused(Runnable action) {
        assertThrows(IllegalArgumentException.class, action::run);
    }

    private static double[] nonZero(double[] numbers) {
        return Arrays.stream(numbers).filter(number -> number != 0).toArray();
    }

    private InferenceEngine load(Precision precision, int slots, int blocks) throws IOException {
        return new TorchLanguageModels()
                .load(ModelFiles.inFolder(folder), TinyModel.DEVICE, precision, slots, 0, blocks);
    }

    private static StepItem item(int slot, int position, int... tokens) {
        return new StepItem(slot, position, tokens, Optional.empty());
    }
}
