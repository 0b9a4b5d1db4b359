package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.OnDevice;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts that share beginnings, on the real engine. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnDevice
class TorchPrefixTest {
    private static final int BYTES = 256;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({"64, 1", "64, 2", "7, 3", "3, 4", "1, 5"})
    void theTokensAreThoseWithoutAPool(int places, long seed) throws IOException {
        TinyLlama.write(folder);
        Random random = new Random(seed);
        List<GenerationSpec> specs = specs(random, 24);
        List<RecordingSink> without = sinks(specs, new Random(seed));
        List<RecordingSink> with = sinks(specs, new Random(seed));

        run(Precision.F32, 0, specs, without);
        int reused = run(Precision.F32, places, specs, with);

        assertEquals(
                without.stream().map(RecordingSink::tokens).toList(),
                with.stream().map(RecordingSink::tokens).toList());
        for (int i = 0; i < specs.size(); i++) {
            boolean whole = with.get(i).tokens().size() == specs.get(i).maxTokens();
            assertTrue(whole || with.get(i).cancelled(), specs.get(i).requestId());
        }
        assertTrue(reused >= (places > 3 ? 100 : 16), "only " + reused + " tokens were reused");
    }

    @Test
    void inHalfPrecisionAPoolGivesTheSameTokensEveryTime() throws IOException {
        TinyLlama.write(folder);
        List<GenerationSpec> specs = specs(new Random(9), 16);
        List<RecordingSink> first = sinks(specs, new Random(9));
        List<RecordingSink> second = sinks(specs, new Random(9));

        int reused = run(Precision.BF16, 16, specs, first);
        assertEquals(reused, run(Precision.BF16, 16, specs, second));

        assertTrue(reused > 50);
        assertEquals(
                first.stream().map(RecordingSink::tokens).toList(),
                second.stream().map(RecordingSink::tokens).toList());
    }

    /** Some leave after a token or two. */
    private static List<RecordingSink> sinks(List<GenerationSpec> specs, Random random) {
        return specs.stream()
                .map(_ ->
                        random.nextInt(5) == 0
                                ? new RecordingSink().cancelAfter(1 + random.nextInt(2))
                                : new RecordingSink())
                .toList();
    }

    private static List<GenerationSpec> specs(Random random, int count) {
        List<int[]> beginnings = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            beginnings.add(random.ints(20 + 25 * i, 0, BYTES).toArray());
        }
        List<GenerationSpec> specs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] beginning = beginnings.get(random.nextInt(3));
            int[] rest = random.ints(1 + random.nextInt(12), 0, BYTES).toArray();
            int[] prompt = Arrays.copyOf(beginning, beginning.length + rest.length);
            System.arraycopy(rest, 0, prompt, beginning.length, rest.length);
            specs.add(
                    new GenerationSpec(
                            "sequence " + i,
                            prompt,
                            prompt.length,
                            1 + random.nextInt(20),
                            random.nextBoolean()
                                    ? SamplingSpec.greedy()
                                    : new SamplingSpec(0.9f, 0.95f, 40, i),
                            List.of(),
                            Set.of(),
                            i % 7 == 6 ? "ann" : "bob"));
        }
        return specs;
    }

    /**
     * A newcomer at every step.
     *
     * @return known tokens that were not computed
     */
    private int run(
            Precision precision, int places, List<GenerationSpec> specs, List<RecordingSink> sinks)
            throws IOException {
        Tokenizer tokenizer =
                TokenizerJson.read(Files.readAllBytes(folder.resolve("tokenizer.json")));
        int reused = 0;
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(
                                ModelFiles.inFolder(folder),
                                TinyLlama.DEVICE,
                                precision,
                                3,
                                0,
                                places)) {
            ContinuousBatch batch = Batches.of(engine, new StepPlanner(16, Duration.ZERO), () -> 0);
            for (int i = 0; i < specs.size() || !batch.isEmpty(); i++) {
                if (i < specs.size()) {
                    SequenceText text = SequenceText.of(tokenizer, specs.get(i));
                    Sequence state = Sequence.of(specs.get(i), text.stopped());
                    batch.add(new LiveSequence(state, text, sinks.get(i), 0));
                }
                batch.admit();
                if (batch.running() > 0) {
                    reused += batch.step().before().restoredTokens();
                }
            }
        }
        return reused;
    }
}
