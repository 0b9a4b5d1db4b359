package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ContinuousBatchTest {
    private static final int STEP_TOKENS = 8;

    private final CountingMeter meter = new CountingMeter();
    private final List<String> left = new ArrayList<>();
    private long now;

    @Test
    void sequencesThatJoinAndLeaveGetTheSameTokensAsAlone() {
        List<GenerationSpec> specs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Specs spec =
                    Specs.prompt("prompt number %d".formatted(i * i)).maxTokens(3 + i * 5 % 11);
            specs.add((i % 2 == 0 ? spec : spec.sampled(i)).build());
        }
        List<List<Integer>> alone =
                specs.stream()
                        .map(spec -> {
                            RecordingSink sink = new RecordingSink();
                            ContinuousBatch batch = batch(letters(1));
                            add(batch, spec, sink);
                            Batches.runAll(batch);
                            return sink.tokens();
                        })
                        .toList();

        ContinuousBatch batch = batch(letters(4));
        List<RecordingSink> sinks = new ArrayList<>();
        for (GenerationSpec spec : specs) {
            sinks.add(new RecordingSink());
            add(batch, spec, sinks.getLast());
            batch.admit();
            batch.step(); // a newcomer at every step
        }
        Batches.runAll(batch);

        assertEquals(alone, sinks.stream().map(RecordingSink::tokens).toList());
        assertEquals(
                specs.stream().map(GenerationSpec::maxTokens).toList(),
                alone.stream().map(List::size).toList());
    }

    @Test
    void aResumedSequenceGoesOnWithTheTokensItWouldHaveHad() {
        RecordingSink whole = new RecordingSink();
        ContinuousBatch first = batch(letters(1));
        add(first, Specs.prompt("once").maxTokens(20).sampled(5).build(), whole);
        Batches.runAll(first);

        RecordingSink rest = new RecordingSink();
        ContinuousBatch second = batch(letters(1));
        String done = whole.text().substring(0, 7);
        add(second, Specs.prompt("once").resumed(done).maxTokens(20).sampled(5).build(), rest);
        Batches.runAll(second);

        assertEquals(whole.text(), done + rest.text());
        assertEquals(13, rest.tokens().size());
        assertEquals(20, rest.end().join().usage().completionTokens());
        assertEquals(4, rest.end().join().usage().promptTokens());
    }

    @Test
    void generationEndsBeforeAStopString() {
        RecordingSink sink = new RecordingSink();
        ContinuousBatch batch = batch(new FakeEngine(1, 64, FakeEngine.saying("one. two. three.")));
        add(batch, Specs.prompt("p").maxTokens(40).stops("two", "zero").build(), sink);
        Batches.runAll(batch);

        assertEquals("one. ", sink.text());
        assertEquals(EndReason.STOP, sink.end().join().reason());
        assertEquals("one. two".length(), sink.end().join().usage().completionTokens());
        assertEquals(List.of("o", "n", "e", ".", " "), sink.pieces().subList(0, 5));
        assertEquals(List.of("", "", "", ""), sink.pieces().subList(5, 9));
    }

    @Test
    void whatWasHeldBackIsShownAtTheEnd() {
        RecordingSink sink = new RecordingSink();
        ContinuousBatch batch = batch(new FakeEngine(1, 64, FakeEngine.saying("a tw")));
        add(batch, Specs.prompt("p").maxTokens(4).stops("two").build(), sink);
        Batches.runAll(batch);

        assertEquals("a tw", sink.text());
        assertEquals(EndReason.LENGTH, sink.end().join().reason());
    }

    @Test
    void anEndTokenIsCountedButNotSent() {
        RecordingSink sink = new RecordingSink();
        ContinuousBatch batch =
                batch(
                        new FakeEngine(
                                1, 64, (before, _) -> before.size() < 3 ? 'x' : ByteTokenizer.END));
        add(batch, Specs.prompt("p").maxTokens(9).build(), sink);
        Batches.runAll(batch);

        assertEquals(List.of((int) 'x', (int) 'x'), sink.tokens());
        assertEquals(EndReason.STOP, sink.end().join().reason());
        assertEquals(3, sink.end().join().usage().completionTokens());
    }

    @Test
    void anIgnoredEndTokenIsATokenLikeAnyOther() {
        RecordingSink sink = new RecordingSink();
        ContinuousBatch batch = batch(new FakeEngine(1, 64, (_, _) -> ByteTokenizer.END));
        add(batch, Specs.prompt("p").maxTokens(3).ignoringEnd().build(), sink);
        Batches.runAll(batch);

        assertEquals(List.of(256, 256, 256), sink.tokens());
        assertEquals("", sink.text());
        assertEquals(EndReason.LENGTH, sink.end().join().reason());
    }

    @Test
    void aClientThatLeavesFreesItsSlotBeforeTheNextStep() {
        FakeEngine engine = letters(1);
        ContinuousBatch batch = batch(engine);
        RecordingSink decoding = new RecordingSink().cancelAfter(2);
        RecordingSink prefilling = new RecordingSink();
        RecordingSink waiting = new RecordingSink();
        RecordingSink last = new RecordingSink();
        add(batch, Specs.prompt("first").maxTokens(50).build(), decoding);
        add(batch, Specs.prompt("p".repeat(STEP_TOKENS * 3)).id("long").build(), prefilling);
        add(batch, Specs.prompt("never runs").build(), waiting);
        add(batch, Specs.prompt("last").maxTokens(1).build(), last);

        step(batch); // prompt of the first
        step(batch); // its second token: it leaves
        waiting.cancel();
        step(batch); // a chunk of the long one
        assertEquals(STEP_TOKENS, batch.heldTokens());
        prefilling.cancel();
        step(batch); // the last one, prompt and only token

        assertEquals(2, decoding.tokens().size());
        assertEquals(List.of(), prefilling.tokens());
        assertEquals(List.of(), waiting.tokens());
        assertEquals(1, last.tokens().size());
        assertTrue(last.end().isDone());
        assertFalse(decoding.end().isDone() || prefilling.end().isDone());
        assertEquals(4, left.size());
        assertTrue(batch.isEmpty());
        assertEquals(4, engine.batches().size());
    }

    @Test
    void aSequenceTheEngineRefusesFailsAloneAndItsSlotIsFree() {
        FakeEngine engine = letters(2);
        engine.beforeStep(items -> {
            if (items.stream().anyMatch(item -> item.tokens()[0] == '!')) {
                throw new IllegalArgumentException("poison");
            }
        });
        ContinuousBatch batch = batch(engine);
        RecordingSink good = new RecordingSink();
        RecordingSink poison = new RecordingSink();
        RecordingSink next = new RecordingSink();
        add(batch, Specs.prompt("good").maxTokens(5).build(), good);
        add(batch, Specs.prompt("!bad").maxTokens(5).build(), poison);
        add(batch, Specs.prompt("next").maxTokens(5).build(), next);
        Batches.runAll(batch);

        assertEquals(5, good.tokens().size());
        assertEquals(5, next.tokens().size());
        CompletionException error =
                assertThrows(CompletionException.class, () -> poison.end().join());
        assertEquals(
                ErrorCode.INVALID_REQUEST,
                assertInstanceOf(FactoryException.class, error.getCause()).code());
    }

    @Test
    void theEnergyOfTheSequencesAddsUpToTheMeterExactly() {
        FakeEngine engine = letters(3);
        engine.beforeStep(items -> meter.add(1_000_003L * items.size() + 7));
        ContinuousBatch batch = batch(engine);
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            sinks.add(new RecordingSink());
            add(batch, Specs.prompt("x".repeat(1 + 3 * i)).maxTokens(2 + i).build(), sinks.get(i));
        }
        long steps = 0;
        while (!batch.isEmpty()) {
            batch.admit();
            steps += batch.step().nanojoules();
        }

        long[] shares =
                sinks.stream().mapToLong(s -> s.end().join().usage().nanojoules()).toArray();
        assertEquals(steps, LongStream.of(shares).sum());
        assertEquals((long) (meter.joules() * 1e9), steps);
        assertTrue(LongStream.of(shares).allMatch(share -> share > 0));
        assertTrue(sinks.getFirst().end().join().usage().estimated());
    }

    @Test
    void waitingTimeAndTimeToFirstTokenCountFromArrival() {
        FakeEngine engine = letters(1);
        engine.beforeStep(_ -> now += 10);
        ContinuousBatch batch = batch(engine);
        RecordingSink first = new RecordingSink();
        RecordingSink second = new RecordingSink();
        add(batch, Specs.prompt("p".repeat(2 * STEP_TOKENS)).maxTokens(3).build(), first);
        add(batch, Specs.prompt("p").maxTokens(1).build(), second);
        Batches.runAll(batch);

        assertEquals(0, first.end().join().usage().queueNanos());
        assertEquals(20, first.end().join().usage().firstTokenNanos());
        assertEquals(40, second.end().join().usage().queueNanos());
        assertEquals(50, second.end().join().usage().firstTokenNanos());
    }

    @Test
    void aStepReportsWhatItDid() {
        ContinuousBatch batch = batch(letters(2));
        add(batch, Specs.prompt("abc").build(), new RecordingSink());
        StepReport prompt = step(batch);
        add(batch, Specs.prompt("defgh").build(), new RecordingSink());
        StepReport mixed = step(batch);

        assertEquals(new StepReport(0, 0, 1, 0, 3, 1, 0, 0, 0, Interlude.NONE), prompt);
        assertEquals(new StepReport(0, 0, 2, 1, 5, 2, 0, 0, 3, Interlude.NONE), mixed);
        assertEquals(2, batch.running());
        assertEquals(3 + 1 + 5, batch.heldTokens());
    }

    private static FakeEngine letters(int slots) {
        return new FakeEngine(slots, 64, FakeEngine::letter);
    }

    private ContinuousBatch batch(FakeEngine engine) {
        return new ContinuousBatch(
                engine,
                new StepPlanner(STEP_TOKENS, Duration.ZERO),
                PriorityPolicy.USUAL,
                new EnergyTap(meter),
                0.5,
                () -> now,
                new SlotContents(engine.memory(), _ -> {}),
                sequence -> left.add(sequence.requestId()),
                AdmissionCap.none(engine.slots()),
                Optional.empty(),
                false);
    }

    private static void add(ContinuousBatch batch, GenerationSpec spec, RecordingSink sink) {
        Batches.add(batch, spec, sink, 0);
    }

    private static StepReport step(ContinuousBatch batch) {
        batch.admit();
        return batch.step();
    }
}
