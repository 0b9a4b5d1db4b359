package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.inference.model.AdapterWish;
import io.aifactory.inference.model.HuggingFaceFormats;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.ModelPreparer;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.OnDevice;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.inference.tier.TierSettings;
import io.aifactory.inference.tuning.TunedEngine;
import io.aifactory.languagemodel.ModelConfig;
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
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Adapters beside a model, from storage to tokens, on the real engine. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnDevice
class TorchAdapterTest {
    private static final List<String> ADAPTERS = List.of("", "polite", "short", "polite");

    @TempDir Path folder;

    private PreparedModel prepare(boolean adapters) throws IOException {
        BlobStore store = new FileBlobStore(folder.resolve("storage"), 0);
        Path model = folder.resolve("model");
        if (!Files.exists(model)) {
            TinyLlama.write(Files.createDirectories(model));
        }
        Digest digest = TinyLlama.publish(model, store);
        List<AdapterWish> wishes = new ArrayList<>();
        ModelConfig config = ModelConfigFile.read(model.resolve(ModelConfigFile.NAME));
        for (String name : adapters ? List.of("polite", "short") : List.<String>of()) {
            Path adapter = folder.resolve(name);
            TinyLlama.writeAdapter(adapter, config, name.hashCode());
            wishes.add(new AdapterWish(name, TinyLlama.publish(adapter, store).value()));
        }
        return new ModelPreparer(store, new HuggingFaceFormats())
                .prepare("model", digest.value(), wishes);
    }

    private static StepLoop loop(int poolBlocks) {
        StepLoop loop =
                new StepLoop(
                        new LoopSettings(
                                16,
                                Duration.ZERO,
                                4,
                                false,
                                64,
                                PriorityPolicy.USUAL,
                                TierSettings.NONE,
                                0.5,
                                Duration.ofMinutes(1),
                                4),
                        new LoopPorts(
                                model ->
                                        TunedEngine.untuned(
                                                model,
                                                new TorchLanguageModels()
                                                        .load(
                                                                model.files(),
                                                                TinyLlama.DEVICE,
                                                                model.precision(),
                                                                4,
                                                                0,
                                                                poolBlocks,
                                                                model.adapters().files())),
                                _ -> {
                                    throw new IllegalStateException("it embeds");
                                },
                                new CountingMeter(),
                                System::nanoTime,
                                _ -> {},
                                failure -> {
                                    throw new IllegalStateException(failure);
                                }));
        loop.start();
        return loop;
    }

    private static RecordingSink submit(
            StepLoop loop, LoadedModel model, String adapter, String id) {
        int[] prompt = new Random(3).ints(40, 0, 256).toArray();
        GenerationSpec spec =
                new GenerationSpec(
                        id, prompt, prompt.length, 12, SamplingSpec.greedy(), List.of(), Set.of());
        RecordingSink sink = new RecordingSink();
        loop.submit(model, spec.with(model.prepared().adapters().choose(adapter)), sink);
        return sink;
    }

    @Test
    void oneBatchServesTheModelAndItsAdaptersAndNoBeginningIsSharedBetweenThem() throws Exception {
        // Given what each says by itself, without kept beginnings
        List<Integer> base;
        StepLoop bare = loop(0);
        try {
            LoadedModel model = bare.load(prepare(false)).join();
            RecordingSink sink = submit(bare, model, "", "base");
            sink.end().join();
            base = sink.tokens();
        } finally {
            TorchLoop.end(bare);
        }
        List<List<Integer>> alone = new ArrayList<>();
        StepLoop loop = loop(64);
        try {
            LoadedModel model = loop.load(prepare(true)).join();
            List<Integer> cached = new ArrayList<>();
            for (String adapter : ADAPTERS) {
                RecordingSink sink = submit(loop, model, adapter, "alone " + alone.size());
                cached.add(sink.end().join().usage().cachedTokens());
                alone.add(sink.tokens());
            }
            // only the second sequence of the same adapter finds its beginning
            assertEquals(List.of(0, 0, 0, 32), cached);

            // When all are served in one batch
            List<RecordingSink> sinks = new ArrayList<>();
            for (String adapter : ADAPTERS) {
                sinks.add(submit(loop, model, adapter, "together " + sinks.size()));
            }
            sinks.forEach(sink -> sink.end().join());

            // Then each says what it says alone, and the model what it says without adapters
            assertEquals(alone, sinks.stream().map(RecordingSink::tokens).toList());
            assertEquals(base, alone.getFirst());
            assertEquals(3, alone.stream().distinct().count());
            assertTrue(alone.get(1).equals(alone.get(3)));
        } finally {
            TorchLoop.end(loop);
        }
    }
}
