package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.ModelTask;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.FakeEmbedder;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import io.aifactory.inference.tier.TierSettings;
import io.aifactory.inference.tuning.TunedEngine;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.tokenization.template.ChatTemplateSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** A step loop whose engine waits for the test before each step. */
abstract class StepLoopFixture {
    static final Duration LONG = Duration.ofSeconds(20);
    static final int SLOTS = 2;
    static final int WAITING = 1;
    static final int DRAFTS = 0;

    final Semaphore steps = new Semaphore(0);
    final Semaphore entered = new Semaphore(0);
    final Deque<FakeEngine> engines = new ArrayDeque<>();
    final Deque<FakeEmbedder> embedders = new ArrayDeque<>();
    final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
    final CountingMeter meter = new CountingMeter();
    final List<StepReport> reports = new ArrayList<>();
    final StepLoop loop =
            new StepLoop(
                    new LoopSettings(
                            16,
                            Duration.ZERO,
                            DRAFTS,
                            false,
                            WAITING,
                            PriorityPolicy.USUAL,
                            TierSettings.NONE,
                            0.5,
                            Duration.ofMinutes(1),
                            SLOTS),
                    new LoopPorts(
                            model -> TunedEngine.untuned(model, engine(model)),
                            this::embedder,
                            meter,
                            System::nanoTime,
                            reports::add,
                            fatal::complete));

    volatile RuntimeException failure = new IllegalStateException("unused");
    volatile boolean failing;

    @AfterEach
    void end() throws InterruptedException {
        steps.release(1_000_000);
        loop.stop();
        assertTrue(loop.awaitEnd(LONG));
    }

    LoadedModel load(String name) {
        loop.start();
        return loop.load(prepared(name)).join();
    }

    RecordingSink submit(LoadedModel model, Specs specs) {
        RecordingSink sink = new RecordingSink();
        loop.submit(model, specs.build(), sink);
        return sink;
    }

    RecordingSink submit(LoadedModel model, Specs specs, int priority) {
        RecordingSink sink = new RecordingSink();
        loop.submit(model, specs.build().withPriority(priority), sink);
        return sink;
    }

    FakeEngine engine(PreparedModel model) {
        if (failing) {
            throw failure;
        }
        FakeEngine engine =
                new FakeEngine(SLOTS, 64, FakeEngine::letter)
                        .beforeStep(_ -> {
                            entered.release();
                            acquireStep();
                            if (failing) {
                                throw failure;
                            }
                        });
        engines.add(engine);
        return engine;
    }

    FakeEmbedder embedder(PreparedModel model) {
        FakeEmbedder embedder =
                new FakeEmbedder(
                        20,
                        _ -> {
                            entered.release();
                            acquireStep();
                            if (failing) {
                                throw failure;
                            }
                        });
        embedders.add(embedder);
        return embedder;
    }

    void acquireStep() {
        try {
            if (!steps.tryAcquire(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test lets no step run");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static PreparedModel prepared(String name) {
        return prepared(name, new ModelTask.Generates(FakeEngine.config(64)));
    }

    static PreparedModel prepared(String name, ModelTask task) {
        return new PreparedModel(
                name,
                Digest.of(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                ModelFiles.of(Map.of()),
                task,
                new ByteTokenizer(),
                new byte[0],
                ChatTemplateSource.none());
    }
}
