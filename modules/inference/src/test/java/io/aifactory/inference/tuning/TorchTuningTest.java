package io.aifactory.inference.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.Slo;
import io.aifactory.inference.model.HuggingFaceFormats;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.tokenization.template.ChatTemplateSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tuning on the real engine: a random model of a few thousand weights. */
class TorchTuningTest {
    private static final TorchLanguageModels MODELS = new TorchLanguageModels();
    private static final int SLOTS = 4;

    @TempDir Path folder;

    private static final class Torch implements EnginePorts {
        final List<Precision> loaded = new ArrayList<>();

        @Override
        public InferenceEngine load(PreparedModel model) {
            loaded.add(model.precision());
            return MODELS.load(model.files(), TinyLlama.DEVICE, model.precision(), SLOTS, 128);
        }

        @Override
        public boolean multiplies(Precision precision) {
            return MODELS.multiplies(precision, TinyLlama.DEVICE);
        }

        @Override
        public void useThreads(int threads) {
            MODELS.useThreads(threads);
        }
    }

    @Test
    void aModelIsMeasuredAndKeptInTheFirstWidthThatKeepsAnEasySlo() throws IOException {
        Torch torch = new Torch();

        TunedEngine tuned = tune(torch, Duration.ofMinutes(1));

        try (InferenceEngine engine = tuned.engine()) {
            assertEquals(List.of(Precision.F32), torch.loaded);
            assertEquals("", tuned.point().shortfall());
            assertTrue(tuned.calibrated().isEnough());
            assertTrue(tuned.calibrated().time().stepNanos() > 0);
            int threads = tuned.point().threads().orElseThrow();
            assertTrue(threads == 1 || threads == 2, () -> threads + " threads");
            assertEquals(SLOTS, engine.slots());
        }
    }

    @Test
    void everyWidthThatTheProcessorHasIsTriedForAnSloThatNoneKeeps() throws IOException {
        Torch torch = new Torch();
        List<Precision> expected =
                WidthChoice.BY_FIDELITY.stream()
                        .filter(p -> p == Precision.F32 || torch.multiplies(p))
                        .toList();

        // hundreds of steps in a millisecond
        TunedEngine tuned = tune(torch, Duration.ofMillis(1), 20_000);

        tuned.engine().close();
        assertEquals(expected, torch.loaded.stream().distinct().toList());
        assertTrue(
                tuned.point().shortfall().startsWith("keeps the SLO in no precision"),
                tuned.point()::shortfall);
    }

    @Test
    void theTextDoesNotDependOnWhenThreadsChange() throws IOException {
        PreparedModel model = model();
        try (InferenceEngine engine = new Torch().load(model)) {
            List<Integer> one = text(engine, 0);
            MODELS.useThreads(2);
            List<Integer> two = text(engine, 1);
            MODELS.useThreads(1);

            assertEquals(one, two);
            assertEquals(one, text(engine, 2));
        }
    }

    private static List<Integer> text(InferenceEngine engine, int slot) {
        List<Integer> tokens = new ArrayList<>(List.of(5));
        for (int position = 0; position < 24; position++) {
            StepItem item =
                    new StepItem(
                            slot,
                            position,
                            new int[] {tokens.getLast()},
                            Optional.of(Sampling.greedy()));
            List<SampledToken> sampled = engine.step(List.of(item)).getFirst();
            tokens.add(sampled.getFirst().token());
        }
        return tokens;
    }

    private TunedEngine tune(Torch torch, Duration itl) throws IOException {
        return tune(torch, itl, 64);
    }

    private TunedEngine tune(Torch torch, Duration itl, int promptTokens) throws IOException {
        Slo slo = new Slo(Optional.of(itl), Optional.of(itl), 1, promptTokens);
        var settings =
                new TuningSettings(Optional.of(slo), 64, Duration.ofMillis(300), List.of(1, 2));
        return new EngineTuner(settings, torch, System::nanoTime)
                .load(model().in(WidthChoice.BY_FIDELITY));
    }

    private PreparedModel model() throws IOException {
        if (!Files.exists(folder.resolve("tokenizer.json"))) {
            TinyLlama.write(folder);
        }
        HuggingFaceFormats formats = new HuggingFaceFormats();
        byte[] tokenizer = Files.readAllBytes(folder.resolve("tokenizer.json"));
        ModelFiles files = ModelFiles.inFolder(folder);
        return new PreparedModel(
                "tiny",
                Digest.of(tokenizer),
                files,
                formats.task(Files.readAllBytes(folder.resolve("config.json")), files),
                formats.tokenizer(tokenizer),
                tokenizer,
                ChatTemplateSource.none());
    }
}
