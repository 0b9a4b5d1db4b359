package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.inference.prefix.BlockEvent;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.tier.TierSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Slots and pool together, on an engine whose tokens depend on everything in the slot. */
class SharedBeginningsTest {
    private static final String BEGINNING = "a".repeat(16) + "b".repeat(16);

    private final List<BlockEvent> events = new ArrayList<>();

    @Test
    void aKnownBeginningIsNotComputedAgain() {
        FakeEngine engine = engine(1, 8);
        ContinuousBatch batch = batch(engine);

        assertEquals(0, run(batch, spec("1", BEGINNING + "one", "")).cached());
        assertEquals(32, run(batch, spec("2", BEGINNING + "two", "")).cached());

        assertEquals(3, engine.batches().get(6).getFirst().tokens().length);
        assertEquals(32, engine.batches().get(6).getFirst().position());
        assertEquals(events.size(), batch.kept().poolBlocks());
    }

    @Test
    void theLastTokenIsAlwaysComputed() {
        ContinuousBatch batch = batch(engine(1, 8));
        run(batch, spec("1", BEGINNING, ""));

        assertEquals(16, run(batch, spec("2", BEGINNING, "")).cached());
    }

    @Test
    void whatWasGeneratedIsKeptToo() {
        ContinuousBatch batch = batch(engine(1, 8));
        Outcome first = run(batch, spec("1", "0123456789", "", 8));
        String sofar = "0123456789" + first.text();

        // the newest token is in no slot yet: 17 of 18 tokens are
        assertEquals(16, run(batch, spec("2", sofar + "and so on", "")).cached());
    }

    @Test
    void sequencesThatArriveTogetherShareWhatTheFirstOfThemComputes() {
        FakeEngine engine = engine(3, 16);
        ContinuousBatch batch = batch(engine);
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sinks.add(new RecordingSink());
            add(batch, spec("same " + i, "s".repeat(50), ""), sinks.getLast());
        }
        int computed = 0;
        int restored = 0;
        while (!batch.isEmpty()) {
            batch.admit();
            StepReport report = batch.step();
            computed += report.prefillTokens();
            restored += report.before().restoredTokens();
        }

        assertEquals(
                List.of(0, 48, 48),
                sinks.stream().map(sink -> sink.end().join().usage().cachedTokens()).toList());
        assertEquals(50 + 2 + 2, computed);
        assertEquals(96, restored);
    }

    @Test
    void anotherTenantSharesNothingAndFindsAnEmptySlot() {
        FakeEngine engine = engine(1, 8);
        ContinuousBatch batch = batch(engine);

        run(batch, spec("1", BEGINNING + "secret", "ann"));
        assertEquals(List.of("keep 32 tokens of slot 0"), kept(engine));
        RecordingSink sink = new RecordingSink();
        add(batch, spec("2", BEGINNING + "x", "bob"), sink);
        batch.admit();

        assertEquals("clear 41 tokens of slot 0", engine.memory().calls().getLast());
        assertEquals(Set.of(0), new HashSet<>(engine.memory().slot(0)));
        batch.step();
        Batches.runAll(batch);
        assertEquals(0, sink.end().join().usage().cachedTokens());
        // the same tenant again: nothing to clear
        assertEquals(32, run(batch, spec("3", BEGINNING + "y", "bob")).cached());
        assertEquals(1, engine.memory().calls().stream().filter(c -> c.startsWith("cl")).count());
    }

    @Test
    void whileStreamsRunBlocksComeUpBetweenStepsAndNobodyWaitsForThem() {
        FakeEngine engine = engine(2, 4);
        ContinuousBatch batch = batch(engine, 16, Duration.ofNanos(4));
        run(batch, spec("known", "k".repeat(50), ""));
        run(batch, spec("other", "o".repeat(50), ""));
        assertEquals(2, batch.kept().hostBlocks());
        RecordingSink stream = new RecordingSink();
        add(batch, spec("stream", "s", "", 40), stream);
        batch.admit();
        batch.step();
        engine.memory().calls().clear();
        RecordingSink sink = new RecordingSink();
        add(batch, spec("again", "k".repeat(50), ""), sink);

        List<Integer> sequences = new ArrayList<>();
        while (sink.tokens().isEmpty()) {
            batch.admit();
            sequences.add(batch.step().sequences());
        }

        // one block at a time, then the two tokens that are in no full block
        assertEquals(List.of(1, 2), sequences);
        assertEquals(2, engine.memory().calls().stream().filter(c -> c.startsWith("load")).count());
        assertEquals(3, stream.tokens().size());
        Batches.runAll(batch);
        assertEquals(48, sink.end().join().usage().cachedTokens());
        batch.close();
    }

    @Test
    void withoutAPoolASlotIsStillEmptiedForAnotherTenant() {
        FakeEngine engine = engine(1, 0);
        ContinuousBatch batch = batch(engine);

        run(batch, spec("1", "secret", "ann"));
        assertEquals(0, run(batch, spec("2", "secret", "bob")).cached());

        assertEquals(List.of("clear 9 tokens of slot 0"), engine.memory().calls());
        assertEquals(List.of(), events);
    }

    /** Few places, many beginnings, clients that leave, several tenants, host memory below. */
    @Property(tries = 150)
    void thePoolChangesNoToken(
            @ForAll long seed,
            @ForAll @IntRange(max = 12) int places,
            @ForAll @IntRange(max = 12) int hostPlaces) {
        Random random = new Random(seed);
        List<GenerationSpec> specs = new ArrayList<>();
        List<Integer> leaveAfter = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            specs.add(randomSpec(random, i));
            leaveAfter.add(random.nextInt(4) == 0 ? 1 + random.nextInt(3) : Integer.MAX_VALUE);
        }
        FakeEngine engine = engine(3, places);
        ContinuousBatch batch = batch(engine, hostPlaces, Duration.ofNanos(random.nextInt(9)));
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            sinks.add(new RecordingSink().cancelAfter(leaveAfter.get(i)));
            add(batch, specs.get(i), sinks.getLast());
            batch.admit();
            if (batch.running() > 0) {
                batch.step();
            }
        }
        Batches.runAll(batch);

        for (int i = 0; i < specs.size(); i++) {
            RecordingSink alone = new RecordingSink().cancelAfter(leaveAfter.get(i));
            ContinuousBatch without = batch(engine(1, 0));
            add(without, specs.get(i), alone);
            Batches.runAll(without);
            assertEquals(alone.tokens(), sinks.get(i).tokens());
            assertFalse(alone.tokens().isEmpty());
        }
        assertTrue(batch.kept().poolBlocks() <= places);
        assertTrue(batch.kept().hostBlocks() <= hostPlaces);
        batch.close();
    }

    private static GenerationSpec randomSpec(Random random, int number) {
        StringBuilder prompt = new StringBuilder();
        for (int part = 1 + random.nextInt(4); part > 0; part--) {
            prompt.append(Character.toString('a' + random.nextInt(2)).repeat(8));
        }
        return new GenerationSpec(
                "r" + number,
                new ByteTokenizer().encode(prompt.toString()),
                prompt.length(),
                1 + random.nextInt(25),
                random.nextBoolean() ? SamplingSpec.greedy() : new SamplingSpec(1, 1, 0, number),
                List.of(),
                Set.of(),
                random.nextInt(3) == 0 ? "ann" : "bob");
    }

    private static List<String> kept(FakeEngine engine) {
        int tokens =
                engine.memory().calls().stream()
                        .filter(call -> call.startsWith("keep"))
                        .mapToInt(call -> Integer.parseInt(call.replaceAll("keep (\\d+) .*", "$1")))
                        .sum();
        return List.of("keep %d tokens of slot 0".formatted(tokens));
    }

    private Outcome run(ContinuousBatch batch, GenerationSpec spec) {
        RecordingSink sink = new RecordingSink();
        add(batch, spec, sink);
        Batches.runAll(batch);
        return new Outcome(sink.text(), sink.end().join().usage().cachedTokens());
    }

    private record Outcome(String text, int cached) {}

    private static GenerationSpec spec(String id, String prompt, String salt) {
        return spec(id, prompt, salt, 4);
    }

    private static GenerationSpec spec(String id, String prompt, String salt, int maxTokens) {
        return new GenerationSpec(
                id,
                new ByteTokenizer().encode(prompt),
                prompt.length(),
                maxTokens,
                SamplingSpec.greedy(),
                List.of(),
                Set.of(),
                salt);
    }

    private static FakeEngine engine(int slots, int poolBlocks) {
        return new FakeEngine(slots, 64, poolBlocks, FakeEngine::letter);
    }

    private ContinuousBatch batch(FakeEngine engine) {
        return batch(engine, 0, Duration.ZERO);
    }

    private ContinuousBatch batch(FakeEngine engine, int hostPlaces, Duration copying) {
        TierSettings tiers =
                new TierSettings(
                        hostPlaces * engine.memory().blockBytes(), 0, Path.of(""), copying);
        return new ContinuousBatch(
                engine,
                new StepPlanner(16, Duration.ZERO),
                PriorityPolicy.USUAL,
                new EnergyTap(new CountingMeter()),
                0.5,
                () -> 0,
                new SlotContents(engine.memory(), events::add, tiers),
                _ -> {},
                AdmissionCap.none(engine.slots()),
                Optional.empty(),
                false);
    }

    private static void add(ContinuousBatch batch, GenerationSpec spec, RecordingSink sink) {
        Batches.add(batch, spec, sink, 0);
    }
}
