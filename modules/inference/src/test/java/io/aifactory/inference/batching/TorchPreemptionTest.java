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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slots that urgent sequences take from others, on the real engine. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnDevice
class TorchPreemptionTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 32})
    void preemptedSequencesGetTheTokensTheyWouldHaveHad(int places) throws IOException {
        TinyLlama.write(folder);
        List<GenerationSpec> specs = specs();

        List<RecordingSink> alone = sinks(specs);
        int undisturbed = run(specs, alone, 12, 0);
        List<RecordingSink> disturbed = sinks(specs);
        int preemptions = run(specs, disturbed, 2, places);

        assertEquals(0, undisturbed);
        assertTrue(preemptions >= 5, "only " + preemptions + " preemptions");
        for (int i = 0; i < specs.size(); i++) {
            assertEquals(alone.get(i).tokens(), disturbed.get(i).tokens(), "sequence " + i);
            assertEquals(alone.get(i).text(), disturbed.get(i).text());
            assertEquals(
                    specs.get(i).maxTokens(),
                    disturbed.get(i).end().join().usage().completionTokens());
        }
    }

    /** Greedy, sampled, with penalties; three choices of one prompt; ever more urgent. */
    private static List<GenerationSpec> specs() {
        Random random = new Random(5);
        int[] shared = random.ints(37, 0, 256).toArray();
        List<GenerationSpec> specs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int[] prompt = i < 3 ? shared : random.ints(1 + i * 5, 0, 256).toArray();
            specs.add(
                    new GenerationSpec(
                                    "sequence " + i,
                                    prompt,
                                    prompt.length,
                                    8 + i * 7 % 20,
                                    sampling(i),
                                    List.of(),
                                    Set.of(),
                                    i % 4 == 3 ? "ann" : "bob")
                            .withPriority(6 - i / 2));
        }
        return specs;
    }

    private static SamplingSpec sampling(int number) {
        return switch (number % 3) {
            case 0 -> SamplingSpec.greedy();
            case 1 -> new SamplingSpec(0.9f, 0.95f, 40, number);
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

    private static List<RecordingSink> sinks(List<GenerationSpec> specs) {
        return specs.stream().map(_ -> new RecordingSink()).toList();
    }

    /**
     * A newcomer at every third step.
     *
     * @return preemptions
     */
    private int run(List<GenerationSpec> specs, List<RecordingSink> sinks, int slots, int places)
            throws IOException {
        Tokenizer tokenizer =
                TokenizerJson.read(Files.readAllBytes(folder.resolve("tokenizer.json")));
        int preemptions = 0;
        try (InferenceEngine engine =
                new TorchLanguageModels()
                        .load(
                                ModelFiles.inFolder(folder),
                                TinyLlama.DEVICE,
                                Precision.F32,
                                slots,
                                0,
                                places)) {
            ContinuousBatch batch = Batches.of(engine, new StepPlanner(16, Duration.ZERO), () -> 0);
            for (int i = 0; i < 3 * specs.size() || !batch.isEmpty(); i++) {
                if (i % 3 == 0 && i / 3 < specs.size()) {
                    GenerationSpec spec = specs.get(i / 3);
                    SequenceText text = SequenceText.of(tokenizer, spec);
                    Sequence state = Sequence.of(spec, text.stopped());
                    batch.add(new LiveSequence(state, text, sinks.get(i / 3), 0));
                }
                batch.admit();
                if (batch.running() > 0) {
                    preemptions += batch.step().before().preemptions();
                }
            }
        }
        return preemptions;
    }
}
