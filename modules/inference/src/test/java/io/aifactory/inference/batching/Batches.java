package io.aifactory.inference.batching;

import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Batches for tests that care for nothing but engine, planner and clock. */
final class Batches {
    private Batches() {}

    /** Usual priorities, a meter that counts, and nobody who hears of kept blocks or of ends. */
    static ContinuousBatch of(InferenceEngine engine, StepPlanner planner, LongSupplier nanoClock) {
        return of(engine, Optional.empty(), planner, nanoClock);
    }

    /** The same with steps begun before the tokens of the ones before are known. */
    static ContinuousBatch ahead(
            InferenceEngine engine, StepPlanner planner, LongSupplier nanoClock) {
        return of(engine, Optional.empty(), planner, nanoClock, true);
    }

    /** The same with a model that guesses. */
    static ContinuousBatch of(
            InferenceEngine engine,
            Optional<DraftModel> draft,
            StepPlanner planner,
            LongSupplier nanoClock) {
        return of(engine, draft, planner, nanoClock, false);
    }

    private static ContinuousBatch of(
            InferenceEngine engine,
            Optional<DraftModel> draft,
            StepPlanner planner,
            LongSupplier nanoClock,
            boolean ahead) {
        return new ContinuousBatch(
                engine,
                planner,
                PriorityPolicy.USUAL,
                new EnergyTap(new CountingMeter()),
                0.5,
                nanoClock,
                new SlotContents(engine.memory(), _ -> {}),
                _ -> {},
                AdmissionCap.none(engine.slots()),
                draft,
                ahead);
    }

    /** A sequence that came at time 0 and may have so many drafted tokens a step. */
    static void add(ContinuousBatch batch, GenerationSpec spec, RecordingSink sink, int drafts) {
        SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
        batch.add(new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, 0, drafts));
    }

    /** Steps until nothing is left. */
    static void runAll(ContinuousBatch batch) {
        while (!batch.isEmpty()) {
            batch.admit();
            if (batch.running() > 0) {
                batch.step();
            }
        }
    }
}
