package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.testing.OnDevice;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Texts with and without guesses, on the real engine. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnDevice
class TorchSpeculationTest {
    @TempDir Path folder;

    private Tokenizer tokenizer;
    private int drafted;
    private int accepted;
    private int preemptions;
    private int mixed;

    @BeforeEach
    void write() throws IOException {
        TinyLlama.write(folder);
        tokenizer = TokenizerJson.read(Files.readAllBytes(folder.resolve("tokenizer.json")));
    }

    @Test
    void textsAreTheSameWithAndWithoutGuesses() throws IOException {
        List<GenerationSpec> specs = specs();
        List<RecordingSink> plain = run(specs, 0, 12, 0);
        assertEquals(0, drafted);
        List<RecordingSink> guessed = run(specs, 4, 40, 0);

        ManySequences.assertSame(plain, guessed);
        assertTrue(accepted >= 100, accepted + " of " + drafted);
        assertTrue(drafted - accepted >= 30, accepted + " of " + drafted);
        assertTrue(mixed >= 10, mixed + " steps with drafts, without drafts, and prefill");
    }

    @Test
    void stopStringsAndEndTokensEndThemAtTheSamePlace() throws IOException {
        List<GenerationSpec> open = specs();
        List<RecordingSink> texts = run(open, 0, 12, 0);
        List<GenerationSpec> specs = ManySequences.endingWithin(open, texts);
        List<RecordingSink> plain = run(specs, 0, 12, 0);
        List<RecordingSink> guessed = run(specs, 4, 40, 0);

        ManySequences.assertSame(plain, guessed);
        assertTrue(accepted >= 20, accepted + " of " + drafted);
    }

    @Test
    void neitherThePoolNorPreemptionChangesThem() throws IOException {
        List<GenerationSpec> specs = ManySequences.everMoreUrgent(specs());
        List<RecordingSink> plain = run(specs, 0, 12, 0);
        List<RecordingSink> guessed = run(specs, 4, 5, 32);

        ManySequences.assertSame(plain, guessed);
        assertTrue(preemptions >= 3, preemptions + " preemptions");
        assertTrue(accepted >= 20, accepted + " of " + drafted);
    }

    /** Prompts that repeat themselves; every third sequence cannot speculate. */
    private static List<GenerationSpec> specs() {
        Random random = new Random(5);
        List<GenerationSpec> specs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int[] period = random.ints(3 + i % 4, 0, 256).toArray();
            int[] prompt = new int[12 + 2 * i];
            for (int t = 0; t < prompt.length; t++) {
                prompt[t] = period[t % period.length];
            }
            specs.add(ManySequences.spec(i, prompt, sampling(i)));
        }
        return specs;
    }

    /** Greedy; sampled from few tokens, so that texts repeat themselves; with penalties. */
    private static SamplingSpec sampling(int number) {
        return switch (number % 3) {
            case 0 -> SamplingSpec.greedy();
            case 1 -> new SamplingSpec(0.2f, 0.9f, 2, number);
            default -> ManySequences.penalized(number);
        };
    }

    private List<RecordingSink> run(List<GenerationSpec> specs, int drafts, int slots, int places)
            throws IOException {
        try (InferenceEngine engine =
                ManySequences.engine(ModelFiles.inFolder(folder), slots, places)) {
            ContinuousBatch batch = Batches.of(engine, new StepPlanner(32, Duration.ZERO), () -> 0);
            return ManySequences.run(batch, tokenizer, specs, drafts, this::count);
        }
    }

    private void count(StepReport report) {
        drafted += report.draftedTokens();
        accepted += report.acceptedTokens();
        preemptions += report.before().preemptions();
        mixed += report.draftedTokens() > 0 && report.prefillTokens() > 0 ? 1 : 0;
    }
}
