package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.inference.model.HuggingFaceFormats;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.inference.tier.TierSettings;
import io.aifactory.inference.tuning.TunedEngine;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.tokenization.template.ChatTemplateSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The step loop on the real engine. */
final class TorchLoop {
    private TorchLoop() {}

    static StepLoop start(int slots, int stepTokens) {
        return start(slots, stepTokens, false);
    }

    /**
     * @param ahead whether steps are begun before the tokens of the ones before are known
     */
    static StepLoop start(int slots, int stepTokens, boolean ahead) {
        StepLoop loop =
                new StepLoop(
                        new LoopSettings(
                                stepTokens,
                                Duration.ZERO,
                                4,
                                ahead,
                                64,
                                PriorityPolicy.USUAL,
                                TierSettings.NONE,
                                0.5,
                                Duration.ofMinutes(1),
                                slots),
                        new LoopPorts(
                                model ->
                                        TunedEngine.untuned(
                                                model,
                                                new TorchLanguageModels()
                                                        .load(
                                                                model.files(),
                                                                TinyLlama.DEVICE,
                                                                slots,
                                                                0)),
                                model ->
                                        new TorchLanguageModels()
                                                .loadEmbedder(
                                                        model.files(),
                                                        TinyLlama.DEVICE,
                                                        model.precision()),
                                new CountingMeter(),
                                System::nanoTime,
                                _ -> {},
                                failure -> {
                                    throw new IllegalStateException(failure);
                                }));
        loop.start();
        return loop;
    }

    static void end(StepLoop loop) throws InterruptedException {
        loop.stop();
        assertTrue(loop.awaitEnd(Duration.ofSeconds(20)));
    }

    static PreparedModel prepared(Path folder) throws IOException {
        HuggingFaceFormats formats = new HuggingFaceFormats();
        byte[] tokenizer = Files.readAllBytes(folder.resolve("tokenizer.json"));
        ModelFiles files = ModelFiles.inFolder(folder);
        return new PreparedModel(
                "model",
                Digest.of(tokenizer),
                files,
                formats.task(Files.readAllBytes(folder.resolve("config.json")), files),
                formats.tokenizer(tokenizer),
                tokenizer,
                ChatTemplateSource.none());
    }
}
