package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.sequence.Usage;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Slots that urgent sequences take from others, on an engine that only plays. */
class PreemptionTest {
    private final CountingMeter meter = new CountingMeter();
    private final List<String> left = new ArrayList<>();
    private long now;

    @Test
    void anUrgentSequenceTakesASlotAndTheOtherGoesOnWithTheTokensItWouldHaveHad() {
        GenerationSpec patient =
                Specs.prompt("patient").id("patient").maxTokens(20).sampled(3).build();
        List<Integer> undisturbed = alone(patient);
        left.clear();
        ContinuousBatch batch = batch(engine(1, 0), 3);
        RecordingSink late = new RecordingSink();
        RecordingSink urgent = new RecordingSink();
        add(batch, patient.withPriority(1), late);
        for (int i = 0; i < 5; i++) {
            step(batch);
        }
        add(batch, Specs.prompt("urgent").id("urgent").maxTokens(4).build(), urgent);

        StepReport taking = step(batch);

        assertEquals(1, taking.before().preemptions());
        assertEquals(1, batch.running());
        assertFalse(batch.isEmpty());
        assertEquals(5, late.tokens().size());
        assertEquals(1, urgent.tokens().size());
        Batches.runAll(batch);
        assertEquals(undisturbed, late.tokens());
        Usage usage = late.end().join().usage();
        assertEquals(7, usage.promptTokens());
        assertEquals(20, usage.completionTokens());
        assertEquals(0, usage.cachedTokens());
        assertEquals(List.of("urgent", "patient"), left);
    }

    @Test
    void withAPoolOnlyWhatIsNotInFullBlocksIsComputedAgain() {
        FakeEngine engine = engine(1, 8);
        ContinuousBatch batch = batch(engine, 3);
        RecordingSink sink = new RecordingSink();
        add(batch, Specs.prompt("p".repeat(30)).maxTokens(20).build().withPriority(1), sink);
        for (int i = 0; i < 2 + 4; i++) {
            step(batch); // two chunks, the first token among them, then four tokens more
        }
        add(batch, Specs.prompt("u").maxTokens(1).build(), new RecordingSink());
        step(batch);
        int steps = engine.batches().size();
        StepReport again = step(batch);

        // 35 tokens are known, 34 were in the slot, 32 of them in full blocks
        assertEquals(32, again.before().restoredTokens());
        assertEquals(3, engine.batches().get(steps).getFirst().tokens().length);
        Batches.runAll(batch);
        assertEquals(20, sink.tokens().size());
        assertEquals(0, sink.end().join().usage().cachedTokens());
    }

    @Test
    void equalsWaitInOrderOfArrivalAndSmallerNumbersGoFirst() {
        ContinuousBatch batch = batch(engine(1, 0), 3);
        for (String spec : List.of("a:0", "b:2", "c:1", "d:0", "e:1", "f:2")) {
            int priority = Integer.parseInt(spec.substring(2));
            GenerationSpec each = Specs.prompt("x").id(spec).maxTokens(3).build();
            add(batch, each.withPriority(priority), new RecordingSink());
        }
        Batches.runAll(batch);

        assertEquals(List.of("a:0", "d:0", "c:1", "e:1", "b:2", "f:2"), left);
    }

    @Test
    void whoHasWaitedLongEnoughIsNotOvertaken() {
        ContinuousBatch batch = batch(engine(1, 0), 0);
        add(batch, Specs.prompt("x").id("running").maxTokens(2).build(), new RecordingSink());
        step(batch);
        add(batch, Specs.prompt("x").id("low").build().withPriority(2), new RecordingSink());
        now = Duration.ofSeconds(60).toNanos() + 1;
        add(batch, Specs.prompt("x").id("high").build(), new RecordingSink());
        Batches.runAll(batch);

        assertEquals(List.of("running", "low", "high"), left);
    }

    @Test
    void aSequenceLosesItsSlotOnlySoManyTimes() {
        ContinuousBatch batch = batch(engine(1, 0), 2);
        GenerationSpec spec = Specs.prompt("patient").maxTokens(12).build();
        RecordingSink patient = new RecordingSink();
        add(batch, spec.withPriority(1), patient);
        int preemptions = 0;
        while (!batch.isEmpty()) {
            int tokens = patient.tokens().size();
            preemptions += step(batch).before().preemptions();
            if (patient.tokens().size() > tokens && !patient.end().isDone()) {
                add(batch, Specs.prompt("u").maxTokens(1).build(), new RecordingSink());
            }
        }

        assertEquals(2, preemptions);
        assertEquals(alone(spec), patient.tokens());
    }

    @Test
    void aPreemptedSequenceWhoseClientLeavesIsForgotten() {
        FakeEngine engine = engine(1, 0);
        ContinuousBatch batch = batch(engine, 3);
        RecordingSink leaving = new RecordingSink();
        RecordingSink urgent = new RecordingSink();
        add(batch, Specs.prompt("leaving").id("leaving").build().withPriority(1), leaving);
        step(batch);
        add(batch, Specs.prompt("urgent").id("urgent").maxTokens(2).build(), urgent);
        step(batch);
        leaving.cancel();
        Batches.runAll(batch);

        assertEquals(1, leaving.tokens().size());
        assertEquals(2, urgent.tokens().size());
        assertEquals(List.of("leaving", "urgent"), left);
        assertTrue(batch.isEmpty());
        assertEquals(3, engine.batches().size());
    }

    @Test
    void theSlotOfAPreemptedSequenceIsEmptiedForAnotherTenant() {
        FakeEngine engine = engine(1, 0);
        ContinuousBatch batch = batch(engine, 3);
        add(batch, Specs.prompt("secret").salt("ann").build().withPriority(1), new RecordingSink());
        step(batch);
        add(batch, Specs.prompt("x").salt("bob").build(), new RecordingSink());
        batch.admit();

        assertEquals(List.of("clear 6 tokens of slot 0"), engine.memory().calls());
        assertEquals(List.of(0, 0, 0, 0, 0, 0), engine.memory().slot(0));
    }

    /** Many tenants, priorities, clients that leave, a pool or none. */
    @Property(tries = 100)
    void preemptionChangesNoTokenAndNoSumOfEnergy(
            @ForAll long seed,
            @ForAll @IntRange(max = 12) int places,
            @ForAll @IntRange(min = 1, max = 3) int slots) {
        Random random = new Random(seed);
        CountingMeter energy = new CountingMeter();
        FakeEngine engine = engine(slots, places);
        engine.beforeStep(items -> energy.add(1_000_003L * items.size() + 7));
        ContinuousBatch batch = batch(engine, 1 + random.nextInt(3), energy);
        List<GenerationSpec> specs = new ArrayList<>();
        List<RecordingSink> sinks = new ArrayList<>();
        long steps = 0;
        for (int i = 0; i < 12; i++) {
            specs.add(spec(random, i));
            sinks.add(new RecordingSink());
            add(batch, specs.getLast(), sinks.getLast());
            steps += step(batch).nanojoules();
        }
        while (!batch.isEmpty()) {
            steps += step(batch).nanojoules();
        }

        for (int i = 0; i < specs.size(); i++) {
            assertEquals(alone(specs.get(i)), sinks.get(i).tokens());
            Usage usage = sinks.get(i).end().join().usage();
            assertEquals(specs.get(i).maxTokens(), usage.completionTokens());
            assertTrue(usage.cachedTokens() <= specs.get(i).promptTokens());
        }
        LongStream shares = sinks.stream().mapToLong(s -> s.end().join().usage().nanojoules());
        assertEquals(steps, shares.sum());
    }

    private static GenerationSpec spec(Random random, int number) {
        Specs spec =
                Specs.prompt("ab".repeat(1 + random.nextInt(15)))
                        .id("r" + number)
                        .maxTokens(1 + random.nextInt(20))
                        .salt(random.nextInt(3) == 0 ? "ann" : "bob");
        return (random.nextBoolean() ? spec.sampled(number) : spec)
                .build()
                .withPriority(random.nextInt(4) - 2);
    }

    private List<Integer> alone(GenerationSpec spec) {
        RecordingSink sink = new RecordingSink();
        ContinuousBatch batch = batch(engine(1, 0), 0, new CountingMeter());
        add(batch, spec, sink);
        Batches.runAll(batch);
        return sink.tokens();
    }

    private static FakeEngine engine(int slots, int poolBlocks) {
        return new FakeEngine(slots, 64, poolBlocks, FakeEngine::letter);
    }

    private ContinuousBatch batch(FakeEngine engine, int mostPreemptions) {
        return batch(engine, mostPreemptions, meter);
    }

    private ContinuousBatch batch(FakeEngine engine, int mostPreemptions, CountingMeter energy) {
        return new ContinuousBatch(
                engine,
                new StepPlanner(16, Duration.ZERO),
                new PriorityPolicy(Duration.ofSeconds(30), mostPreemptions),
                new EnergyTap(energy),
                0.5,
                () -> now,
                new SlotContents(engine.memory(), _ -> {}),
                sequence -> left.add(sequence.requestId()),
                AdmissionCap.none(engine.slots()),
                Optional.empty(),
                false);
    }

    private void add(ContinuousBatch batch, GenerationSpec spec, RecordingSink sink) {
        SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
        batch.add(new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, now));
    }

    private static StepReport step(ContinuousBatch batch) {
        batch.admit();
        return batch.step();
    }
}
