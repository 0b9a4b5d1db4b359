package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TaughtLlama;
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
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Greedy texts of a trained model with and without guesses, in each precision. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PrecisionSpeculationTest {
    private static final List<String> PROMPTS =
            List.of(
                    "the worker counts",
                    "the tokens count the worker; the tokens",
                    "a model reads the text, and the text",
                    "the model writes the text again and again, and");

    @TempDir static Path folder;

    private int accepted;

    @BeforeAll
    static void write() throws IOException {
        TaughtLlama.write(folder);
    }

    /**
     * Where a row's products do not depend on the rows beside it, the text is the same to a byte.
     */
    @ParameterizedTest
    @EnumSource(names = {"F32", "INT8"})
    void textsAreTheSameToAByte(Precision precision) throws IOException {
        List<RecordingSink> plain = run(precision, 0);
        assertEquals(0, accepted);
        List<RecordingSink> guessed = run(precision, 4);

        for (int i = 0; i < PROMPTS.size(); i++) {
            assertEquals(plain.get(i).tokens(), guessed.get(i).tokens(), PROMPTS.get(i));
            assertEquals(plain.get(i).text(), guessed.get(i).text());
        }
        assertTrue(accepted >= 20, accepted + " accepted");
    }

    /**
     * In bfloat16 a batch rounds as it does, so only the beginning is held to be the same: until
     * two candidates are nearer to each other than that rounding.
     */
    @ParameterizedTest
    @EnumSource(names = {"BF16", "INT4"})
    void textsBeginAlikeWhereABatchRounds(Precision precision) throws IOException {
        List<RecordingSink> plain = run(precision, 0);
        List<RecordingSink> guessed = run(precision, 4);

        int alike = 0;
        int all = 0;
        for (int i = 0; i < PROMPTS.size(); i++) {
            alike += alike(plain.get(i).tokens(), guessed.get(i).tokens());
            all += plain.get(i).tokens().size();
        }
        String found = alike + " of " + all + " tokens before the first difference";
        System.getLogger(PrecisionSpeculationTest.class.getName())
                .log(System.Logger.Level.INFO, precision + ": " + found);
        assertTrue(alike >= 0.5 * all, found);
        assertTrue(accepted >= 20, accepted + " accepted");
    }

    private static int alike(List<Integer> one, List<Integer> other) {
        int count = 0;
        while (count < Math.min(one.size(), other.size())
                && one.get(count).equals(other.get(count))) {
            count++;
        }
        return count;
    }

    private List<RecordingSink> run(Precision precision, int drafts) throws IOException {
        Tokenizer tokenizer =
                TokenizerJson.read(Files.readAllBytes(folder.resolve("tokenizer.json")));
        List<RecordingSink> sinks = PROMPTS.stream().map(_ -> new RecordingSink()).toList();
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(ModelFiles.inFolder(folder), TinyLlama.DEVICE, precision, 40, 0)) {
            ContinuousBatch batch = Batches.of(engine, new StepPlanner(32, Duration.ZERO), () -> 0);
            for (int i = 0; i < PROMPTS.size(); i++) {
                int[] prompt = tokenizer.encode(PROMPTS.get(i));
                GenerationSpec spec =
                        new GenerationSpec(
                                PROMPTS.get(i),
                                prompt,
                                prompt.length,
                                80,
                                SamplingSpec.greedy(),
                                List.of(),
                                Set.of(),
                                "ann");
                SequenceText text = SequenceText.of(tokenizer, spec);
                Sequence state = Sequence.of(spec, text.stopped());
                batch.add(new LiveSequence(state, text, sinks.get(i), 0, drafts));
            }
            while (!batch.isEmpty()) {
                batch.admit();
                accepted += batch.step().acceptedTokens();
            }
        }
        return sinks;
    }
}
