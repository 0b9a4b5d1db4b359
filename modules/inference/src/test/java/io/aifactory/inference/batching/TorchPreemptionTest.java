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

    private int preemptions;

    @ParameterizedTest
    @ValueSource(ints = {0, 32})
    void preemptedSequencesGetTheTokensTheyWouldHaveHad(int places) throws IOException {
        TinyLlama.write(folder);
        List<GenerationSpec> specs = specs();

        List<RecordingSink> alone = run(specs, 12, 0);
        assertEquals(0, preemptions);
        List<RecordingSink> disturbed = run(specs, 2, places);

        assertTrue(preemptions >= 5, "only " + preemptions + " preemptions");
        for (int i = 0; i < specs.size(); i++) {
            assertEquals(alone.get(i).tokens(), disturbed.get(i).tokens(), "sequence " + i);
            assertEquals(alone.get(i).text(), disturbed.get(i).text());
            assertEquals(
                    specs.get(i).maxTokens(),
                    disturbed.get(i).end().join().usage().completionTokens());
        }
    }

    /** Greedy, sampled, with penalties; three choices of one prompt. */
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
                            i % 4 == 3 ? "ann" : "bob"));
        }
        return ManySequences.everMoreUrgent(specs);
    }

    private static SamplingSpec sampling(int number) {
        return switch (number % 3) {
            case 0 -> SamplingSpec.greedy();
            case 1 -> new SamplingSpec(0.9f, 0.95f, 40, number);
            default -> ManySequences.penalized(number);
        };
    }

    private List<RecordingSink> run(List<GenerationSpec> specs, int slots, int places)
            throws IOException {
        Tokenizer tokenizer =
                TokenizerJson.read(Files.readAllBytes(folder.resolve("tokenizer.json")));
        try (InferenceEngine engine =
                ManySequences.engine(ModelFiles.inFolder(folder), slots, places)) {
            ContinuousBatch batch = Batches.of(engine, new StepPlanner(16, Duration.ZERO), () -> 0);
            return ManySequences.run(
                    batch,
                    tokenizer,
                    specs,
                    0,
                    report -> preemptions += report.before().preemptions());
        }
    }
}
