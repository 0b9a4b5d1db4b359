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
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
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
        List<GenerationSpec> specs = specs(List.of());
        List<RecordingSink> plain = run(specs, 0, 12, 0);
        assertEquals(0, drafted);
        List<RecordingSink> guessed = run(specs, 4, 40, 0);

        assertSame(specs, plain, guessed);
        assertTrue(accepted >= 100, accepted + " of " + drafted);
        assertTrue(drafted - accepted >= 30, accepted + " of " + drafted);
        assertTrue(mixed >= 10, mixed + " steps with drafts, without drafts, and prefill");
    }

    @Test
    void stopStringsAndEndTokensEndThemAtTheSamePlace() throws IOException {
        List<GenerationSpec> open = specs(List.of());
        List<RecordingSink> texts = run(open, 0, 12, 0);
        List<GenerationSpec> specs = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            List<Integer> tokens = texts.get(i).tokens();
            String text = texts.get(i).text();
            int middle = text.length() / 2;
            boolean byToken = i % 2 == 0;
            specs.add(
                    spec(
                            i,
                            open.get(i).tokens(),
                            byToken ? List.of() : List.of(text.substring(middle, middle + 3)),
                            byToken ? Set.of(tokens.get(tokens.size() - 3)) : Set.of()));
        }
        List<RecordingSink> plain = run(specs, 0, 12, 0);
        List<RecordingSink> guessed = run(specs, 4, 40, 0);

        assertSame(specs, plain, guessed);
        assertTrue(accepted >= 20, accepted + " of " + drafted);
    }

    @Test
    void neitherThePoolNorPreemptionChangesThem() throws IOException {
        List<GenerationSpec> specs = new ArrayList<>();
        List<GenerationSpec> all = specs(List.of());
        for (int i = 0; i < all.size(); i++) {
            specs.add(all.get(i).withPriority(6 - i / 2));
        }
        List<RecordingSink> plain = run(specs, 0, 12, 0);
        List<RecordingSink> guessed = run(specs, 4, 5, 32);

        assertSame(specs, plain, guessed);
        assertTrue(preemptions >= 3, preemptions + " preemptions");
        assertTrue(accepted >= 20, accepted + " of " + drafted);
    }

    private static void assertSame(
            List<GenerationSpec> specs, List<RecordingSink> plain, List<RecordingSink> guessed) {
        for (int i = 0; i < specs.size(); i++) {
            assertEquals(plain.get(i).tokens(), guessed.get(i).tokens(), "sequence " + i);
            assertEquals(plain.get(i).text(), guessed.get(i).text());
            assertEquals(plain.get(i).pieces(), guessed.get(i).pieces());
            assertEquals(plain.get(i).end().join().reason(), guessed.get(i).end().join().reason());
            assertEquals(
                    plain.get(i).end().join().usage().completionTokens(),
                    guessed.get(i).end().join().usage().completionTokens());
        }
    }

    /** Prompts that repeat themselves; every third sequence cannot speculate. */
    private static List<GenerationSpec> specs(List<String> stops) {
        Random random = new Random(5);
        List<GenerationSpec> specs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int[] period = random.ints(3 + i % 4, 0, 256).toArray();
            int[] prompt = new int[12 + 2 * i];
            for (int t = 0; t < prompt.length; t++) {
                prompt[t] = period[t % period.length];
            }
            specs.add(spec(i, prompt, stops, Set.of()));
        }
        return specs;
    }

    private static GenerationSpec spec(
            int number, int[] prompt, List<String> stops, Set<Integer> ends) {
        return new GenerationSpec(
                "sequence " + number,
                prompt,
                prompt.length,
                60 + number,
                sampling(number),
                stops,
                ends,
                number % 4 == 3 ? "ann" : "bob");
    }

    /** Greedy; sampled from few tokens, so that texts repeat themselves; with penalties. */
    private static SamplingSpec sampling(int number) {
        return switch (number % 3) {
            case 0 -> SamplingSpec.greedy();
            case 1 -> new SamplingSpec(0.2f, 0.9f, 2, number);
            default ->
                    new SamplingSpec(
                            0.8f,
                            1,
                            0,
                            0.01f,
                            number,
                            new Penalties(1.3f, 0.5f, 0.4f),
                            Map.of(7, 2f),
                            4,
                            OptionalInt.empty());
        };
    }

    /** A newcomer at every third step. */
    private List<RecordingSink> run(List<GenerationSpec> specs, int drafts, int slots, int places)
            throws IOException {
        List<RecordingSink> sinks = specs.stream().map(_ -> new RecordingSink()).toList();
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(
                                ModelFiles.inFolder(folder),
                                TinyLlama.DEVICE,
                                Precision.F32,
                                slots,
                                0,
                                places)) {
            ContinuousBatch batch = Batches.of(engine, new StepPlanner(32, Duration.ZERO), () -> 0);
            for (int i = 0; i < 3 * specs.size() || !batch.isEmpty(); i++) {
                if (i % 3 == 0 && i / 3 < specs.size()) {
                    GenerationSpec spec = specs.get(i / 3);
                    SequenceText text = SequenceText.of(tokenizer, spec);
                    Sequence state = Sequence.of(spec, text.stopped());
                    batch.add(new LiveSequence(state, text, sinks.get(i / 3), 0, drafts));
                }
                batch.admit();
                if (batch.running() > 0) {
                    count(batch.step());
                }
            }
        }
        return sinks;
    }

    private void count(StepReport report) {
        drafted += report.draftedTokens();
        accepted += report.acceptedTokens();
        preemptions += report.before().preemptions();
        mixed += report.draftedTokens() > 0 && report.prefillTokens() > 0 ? 1 : 0;
    }
}
