package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.Sampling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntBiFunction;

/** A second model that guesses, on engines without models. */
abstract class DraftModelFixture {
    static final int DRAFTS = 4;
    static final int SLOTS = 32;

    /** Never says two tokens twice in a row, so nothing is found in its text. */
    static final ToIntBiFunction<List<Integer>, Sampling> TARGET = DraftModelFixture::next;

    final List<StepReport> reports = new ArrayList<>();
    long now;
    long stepNanos;
    long runNanos;

    static int next(List<Integer> before, Sampling how) {
        int n = before.size();
        int token = n % 2 == 0 ? n / 2 : n / 512;
        return (token + (int) (how.uniform() * 5)) % 256;
    }

    FakeEngine target(int slotTokens) {
        return new FakeEngine(SLOTS, slotTokens, TARGET).beforeStep(_ -> now += stepNanos);
    }

    FakeEngine draft(int slotTokens, ToIntBiFunction<List<Integer>, Sampling> next) {
        return new FakeEngine(SLOTS, slotTokens, next).beforeStep(_ -> now += runNanos);
    }

    ContinuousBatch batch(FakeEngine engine, FakeEngine draft) {
        return batch(engine, draft, engine.config().vocabulary());
    }

    ContinuousBatch batch(FakeEngine engine, FakeEngine draft, int vocabulary) {
        return Batches.of(
                engine,
                Optional.of(new DraftModel(draft, vocabulary, 64, () -> now)),
                new StepPlanner(64, Duration.ZERO),
                () -> now);
    }

    static RecordingSink add(ContinuousBatch batch, Specs specs) {
        GenerationSpec spec = specs.build();
        RecordingSink sink = new RecordingSink();
        Batches.add(batch, spec, sink, DRAFTS);
        return sink;
    }

    void runAll(ContinuousBatch batch) {
        while (!batch.isEmpty()) {
            batch.admit();
            reports.add(batch.step());
        }
    }

    List<Integer> plain(Specs specs) {
        ContinuousBatch batch =
                Batches.of(target(4096), new StepPlanner(64, Duration.ZERO), () -> now);
        RecordingSink sink = add(batch, specs);
        Batches.runAll(batch);
        return sink.tokens();
    }

    int drafted() {
        return reports.stream().mapToInt(report -> report.model().drafted()).sum();
    }

    int accepted() {
        return reports.stream().mapToInt(report -> report.model().accepted()).sum();
    }
}
