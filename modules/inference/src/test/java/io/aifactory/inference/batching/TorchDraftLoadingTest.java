package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.model.AdapterWish;
import io.aifactory.inference.model.DraftWish;
import io.aifactory.inference.model.HuggingFaceFormats;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.ModelPreparer;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.testing.AnswerGrammars;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.inference.tier.TierSettings;
import io.aifactory.inference.tuning.TunedEngine;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A draft model beside a model, from storage to tokens, on the real engine. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TorchDraftLoadingTest {
    @TempDir Path folder;

    private BlobStore store;
    private Path model;
    private Digest digest;
    private AdapterWish adapter;

    @BeforeEach
    void publish() throws IOException {
        store = new FileBlobStore(folder.resolve("storage"), 0);
        model = Files.createDirectory(folder.resolve("model"));
        TinyLlama.write(model);
        digest = TinyLlama.publish(model, store);
        Path files = folder.resolve("polite");
        TinyLlama.writeAdapter(files, ModelConfigFile.read(model.resolve(ModelConfigFile.NAME)), 3);
        adapter = new AdapterWish("polite", TinyLlama.publish(files, store).value());
    }

    private PreparedModel prepare(Optional<DraftWish> draft) {
        return new ModelPreparer(store, new HuggingFaceFormats())
                .prepare("big", digest.value(), List.of(adapter), draft);
    }

    @Test
    void answersOfTheModelAnAdapterAndAGrammarAreTheSameWithIt() throws Exception {
        List<List<Integer>> plain = answers(prepare(Optional.empty()));
        WorkerTotals without = totals;
        List<List<Integer>> guessed =
                answers(prepare(Optional.of(new DraftWish("small:1", digest.value()))));

        assertEquals(plain, guessed);
        assertEquals(0, without.modelDrafted());
        assertTrue(totals.modelAccepted() >= 20, totals.toString());
        assertTrue(totals.modelDrafted() >= totals.modelAccepted(), totals.toString());
    }

    @Test
    void aForeignTokenizerIsRefusedNamingBothModelsAndTheDifference() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        TinyLlama.write(foreign);
        Path tokenizer = foreign.resolve("tokenizer.json");
        String json = Files.readString(tokenizer);
        String swapped =
                json.replace("\"a\":", "\"swap\":")
                        .replace("\"b\":", "\"a\":")
                        .replace("\"swap\":", "\"b\":");
        assertTrue(!json.equals(swapped));
        Files.writeString(tokenizer, swapped);
        String manifest = TinyLlama.publish(foreign, store).value();

        FactoryException error =
                assertThrows(
                        FactoryException.class,
                        () -> prepare(Optional.of(new DraftWish("small:1", manifest))));

        assertEquals(ErrorCode.MODEL_INVALID, error.code());
        assertEquals(Optional.of("draft"), error.parameter());
        assertTrue(
                error.message()
                        .matches(
                                "The draft model 'small:1' cannot guess for 'big': token \\d+ is"
                                        + " '[ab]' in one tokenizer and '[ab]' in the other\\. Name a"
                                        + " smaller model with the same tokenizer, or none\\."),
                error.message());
    }

    @Test
    void aDraftModelThatIsNotThereIsNamed() {
        String nothing = Digest.of(new byte[] {1}).value();
        FactoryException error =
                assertThrows(
                        FactoryException.class,
                        () -> prepare(Optional.of(new DraftWish("small:1", nothing))));

        assertEquals(ErrorCode.NOT_FOUND, error.code());
        assertTrue(
                error.message().startsWith("The draft model 'small:1' cannot be used: "),
                error.message());
    }

    private WorkerTotals totals = WorkerTotals.NONE;

    private List<List<Integer>> answers(PreparedModel prepared) throws InterruptedException {
        StepLoop loop = loop();
        try {
            LoadedModel loaded = loop.load(prepared).join();
            List<RecordingSink> sinks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                RecordingSink sink = new RecordingSink();
                loop.submit(loaded, spec(loaded, i), sink);
                sinks.add(sink);
            }
            sinks.forEach(sink -> sink.end().join());
            return sinks.stream().map(RecordingSink::tokens).toList();
        } finally {
            TorchLoop.end(loop);
            totals = loop.load().totals();
        }
    }

    /** Of the model, of the adapter, and with a grammar; greedy and sampled. */
    private static GenerationSpec spec(LoadedModel loaded, int number) {
        int[] prompt = new Random(number).ints(20, 0, 256).toArray();
        GenerationSpec spec =
                new GenerationSpec(
                        "sequence " + number,
                        prompt,
                        prompt.length,
                        50,
                        number % 2 == 0 ? SamplingSpec.greedy() : new SamplingSpec(1, 1, 0, number),
                        List.of(),
                        number < 4 ? Set.of() : Set.of(0),
                        "",
                        number < 4
                                ? Optional.empty()
                                : Optional.of(
                                        loaded.grammars()
                                                .compiled(AnswerGrammars.order().grammar())
                                                .start()));
        return number / 2 == 1 ? spec.with(loaded.prepared().adapters().choose("polite")) : spec;
    }

    private static StepLoop loop() {
        StepLoop loop =
                new StepLoop(
                        new LoopSettings(
                                64,
                                Duration.ZERO,
                                4,
                                false,
                                64,
                                PriorityPolicy.USUAL,
                                TierSettings.NONE,
                                0.5,
                                Duration.ofMinutes(1),
                                16),
                        new LoopPorts(
                                prepared ->
                                        TunedEngine.untuned(
                                                prepared,
                                                new TorchLanguageModels()
                                                        .load(
                                                                prepared.files(),
                                                                TinyLlama.DEVICE,
                                                                prepared.precision(),
                                                                16,
                                                                0,
                                                                32,
                                                                prepared.adapters().files())),
                                _ -> {
                                    throw new IllegalStateException("it embeds");
                                },
                                draft ->
                                        new TorchLanguageModels()
                                                .load(
                                                        draft.files(),
                                                        TinyLlama.DEVICE,
                                                        draft.precision(),
                                                        16,
                                                        draft.slotTokens(0)),
                                new CountingMeter(),
                                () -> 0,
                                _ -> {},
                                failure -> {
                                    throw new IllegalStateException(failure);
                                }));
        loop.start();
        return loop;
    }
}
