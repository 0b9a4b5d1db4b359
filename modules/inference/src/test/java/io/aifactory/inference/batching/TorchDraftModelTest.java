package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Texts with and without a second model that guesses, on the real engine. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TorchDraftModelTest {
    private static final int STEP_TOKENS = 32;

    @TempDir Path folder;

    private Path other;
    private Tokenizer tokenizer;
    private final List<StepReport> reports = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        TinyLlama.write(folder);
        other = Files.createDirectory(folder.resolve("other"));
        TinyLlama.write(other, 12);
        tokenizer = TokenizerJson.read(Files.readAllBytes(folder.resolve("tokenizer.json")));
    }

    @Test
    void theSameModelGuessesEveryTokenRightGreedyAndSampled() throws IOException {
        for (SamplingSpec sampling :
                List.of(
                        SamplingSpec.greedy(),
                        new SamplingSpec(1, 1, 0, 5),
                        new SamplingSpec(0.8f, 0.9f, 40, 6))) {
            List<GenerationSpec> specs = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int[] prompt = Arrays.copyOf(prompt(i), DraftModel.NEAR - 1);
                specs.add(ManySequences.spec(i, prompt, sampling));
            }
            List<RecordingSink> plain = run(specs, Optional.empty(), 40, 0);
            reports.clear();
            List<RecordingSink> guessed = run(specs, Optional.of(folder), 40, 0);

            ManySequences.assertSame(plain, guessed);
            assertTrue(drafted() >= 20, drafted() + " drafts");
            assertEquals(drafted(), accepted());
        }
    }

    @Test
    void anotherModelsGuessesAreWrongAndSoonNoMoreAreAskedFor() throws IOException {
        List<GenerationSpec> specs =
                List.of(
                        ManySequences.spec(0, prompt(0), new SamplingSpec(1, 1, 0, 5)),
                        ManySequences.spec(1, prompt(1), new SamplingSpec(1, 1, 0, 6)));
        List<RecordingSink> plain = run(specs, Optional.empty(), 8, 0);
        reports.clear();
        List<RecordingSink> guessed = run(specs, Optional.of(other), 8, 0);

        ManySequences.assertSame(plain, guessed);
        assertTrue(drafted() >= 5, drafted() + " drafts");
        assertTrue(accepted() < drafted() / 2, accepted() + " right of " + drafted());
        assertEquals(
                0,
                reports.subList(reports.size() / 2, reports.size()).stream()
                        .mapToInt(report -> report.model().drafted())
                        .sum());
    }

    @Test
    void textsOfManySequencesAreTheSameWithBoth() throws IOException {
        List<GenerationSpec> specs = specs();
        List<RecordingSink> plain = run(specs, Optional.empty(), 40, 0);
        for (Path draft : List.of(folder, other)) {
            reports.clear();
            List<RecordingSink> guessed = run(specs, Optional.of(draft), 40, 0);

            ManySequences.assertSame(plain, guessed);
            assertTrue(drafted() >= (draft.equals(folder) ? 30 : 5), drafted() + " drafts");
        }
    }

    @Test
    void stopStringsAndEndTokensEndThemAtTheSamePlace() throws IOException {
        List<GenerationSpec> open = specs();
        List<RecordingSink> texts = run(open, Optional.empty(), 40, 0);
        List<GenerationSpec> specs = ManySequences.endingWithin(open, texts);
        List<RecordingSink> plain = run(specs, Optional.empty(), 40, 0);
        reports.clear();
        List<RecordingSink> guessed = run(specs, Optional.of(folder), 40, 0);

        ManySequences.assertSame(plain, guessed);
        assertTrue(accepted() >= 20, accepted() + " of " + drafted());
    }

    @Test
    void neitherThePoolNorPreemptionChangesThem() throws IOException {
        List<GenerationSpec> specs = ManySequences.everMoreUrgent(specs());
        List<RecordingSink> plain = run(specs, Optional.empty(), 40, 0);
        reports.clear();
        List<RecordingSink> guessed = run(specs, Optional.of(folder), 5, 32);

        ManySequences.assertSame(plain, guessed);
        int preemptions = reports.stream().mapToInt(each -> each.before().preemptions()).sum();
        int restored = reports.stream().mapToInt(each -> each.before().restoredTokens()).sum();
        assertTrue(preemptions >= 3, preemptions + " preemptions");
        assertTrue(restored >= 16, restored + " tokens from the pool");
        assertTrue(accepted() >= 10, accepted() + " of " + drafted());
    }

    private int drafted() {
        return reports.stream().mapToInt(report -> report.model().drafted()).sum();
    }

    private int accepted() {
        return reports.stream().mapToInt(report -> report.model().accepted()).sum();
    }

    private static int[] prompt(int number) {
        return new Random(number).ints(12 + 2 * number, 0, 256).toArray();
    }

    private static List<GenerationSpec> specs() {
        List<GenerationSpec> specs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            specs.add(ManySequences.spec(i, prompt(i), sampling(i)));
        }
        return specs;
    }

    /** Greedy, sampled, and with penalties, which allows for no guesses. */
    private static SamplingSpec sampling(int number) {
        return switch (number % 3) {
            case 0 -> SamplingSpec.greedy();
            case 1 -> new SamplingSpec(0.9f, 0.95f, 50, number);
            default -> ManySequences.penalized(number);
        };
    }

    private List<RecordingSink> run(
            List<GenerationSpec> specs, Optional<Path> draft, int slots, int places)
            throws IOException {
        Optional<ModelFiles> small =
                draft.isEmpty() ? Optional.empty() : Optional.of(ModelFiles.inFolder(draft.get()));
        try (InferenceEngine engine =
                ManySequences.engine(ModelFiles.inFolder(folder), slots, places)) {
            ContinuousBatch batch =
                    Batches.of(
                            engine,
                            small.map(files ->
                                    new DraftModel(
                                            ManySequences.engine(files, slots, 0),
                                            engine.config().vocabulary(),
                                            STEP_TOKENS,
                                            () -> 0)),
                            new StepPlanner(STEP_TOKENS, Duration.ZERO),
                            () -> 0);
            List<RecordingSink> sinks = ManySequences.run(batch, tokenizer, specs, 4, reports::add);
            batch.close();
            return sinks;
        }
    }
}
