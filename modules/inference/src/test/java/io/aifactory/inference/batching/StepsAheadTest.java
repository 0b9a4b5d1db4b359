package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.economics.cost.StepEnergy;
import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.tokenization.grammar.Grammar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Steps that are begun before the tokens of the one before are known. */
class StepsAheadTest {
    private static final int STEP_TOKENS = 8;

    private final CountingMeter meter = new CountingMeter();
    private final List<StepReport> reports = new ArrayList<>();

    @Test
    void aStepIsUnderWayWhileClientsGetTheTokensOfTheOneBefore() {
        // Given
        FakeEngine engine = letters(1);
        ContinuousBatch batch = batch(engine);
        RecordingSink sink = new RecordingSink();
        Batches.add(batch, Specs.prompt("one").maxTokens(4).build(), sink, 0);

        // When
        step(batch);

        // Then its second token is being computed from what only the device knows
        assertEquals(1, sink.tokens().size());
        assertEquals(1, engine.underWay());
        assertTrue(engine.batches().getLast().getFirst().continues());
        runAll(batch);
        assertEquals(4, sink.tokens().size());
        assertEquals(0, engine.underWay());
        // and no step was begun for a fifth one
        assertEquals(4, engine.batches().size());
        assertEquals(List.of(false, true, true, true), begunEarly());
        assertEquals(0, wasted());
    }

    @Test
    void anEndTokenCostsOnePartOfAStepAndChangesNobodysTokens() {
        // Given one that ends by a token and one that goes on
        FakeEngine engine =
                new FakeEngine(
                        2,
                        64,
                        (before, sampling) ->
                                before.getFirst() == 'e' && before.size() == 4
                                        ? ByteTokenizer.END
                                        : FakeEngine.letter(before, sampling));
        ContinuousBatch batch = batch(engine);
        RecordingSink ends = new RecordingSink();
        RecordingSink goesOn = new RecordingSink();
        Batches.add(batch, Specs.prompt("e").maxTokens(20).build(), ends, 0);
        Batches.add(batch, Specs.prompt("g").maxTokens(9).build(), goesOn, 0);

        // When
        runAll(batch);

        // Then
        assertEquals(3, ends.tokens().size());
        assertEquals(EndReason.STOP, ends.end().join().reason());
        assertEquals(4, ends.end().join().usage().completionTokens());
        assertEquals(9, goesOn.tokens().size());
        assertEquals(1, wasted());
    }

    @Test
    void whatIsComputedForNothingIsPaidByTheOthersAndElseByNobody() {
        // Given
        FakeEngine engine =
                new FakeEngine(
                        2,
                        64,
                        (before, sampling) ->
                                before.getFirst() == 'e' && before.size() == 4
                                        ? ByteTokenizer.END
                                        : FakeEngine.letter(before, sampling));
        engine.beforeStep(_ -> meter.add(3));
        ContinuousBatch batch = batch(engine);
        RecordingSink ends = new RecordingSink();
        RecordingSink goesOn = new RecordingSink();
        Batches.add(batch, Specs.prompt("e").maxTokens(20).build(), ends, 0);
        Batches.add(batch, Specs.prompt("g").maxTokens(9).build(), goesOn, 0);

        // When
        runAll(batch);

        // Then
        long paid =
                ends.end().join().usage().nanojoules() + goesOn.end().join().usage().nanojoules();
        assertEquals(reports.stream().mapToLong(StepReport::nanojoules).sum(), paid);
        assertEquals(StepEnergy.nanojoules(meter.joules()), paid);
    }

    @Test
    void aSequenceThatNeedsItsTokensIsWaitedFor() {
        for (Specs needs :
                List.of(
                        Specs.prompt("p").grammar(new Grammar.Regex("[a-z]{20}")),
                        Specs.prompt("p").sampling(sampling(new Penalties(1.3f, 0, 0), 0)),
                        Specs.prompt("p").sampling(sampling(Penalties.NONE, 3)))) {
            // Given beside one that does not
            ContinuousBatch batch = batch(letters(2));
            reports.clear();
            Batches.add(batch, Specs.prompt("free").maxTokens(12).build(), new RecordingSink(), 0);
            Batches.add(batch, needs.maxTokens(5).build(), new RecordingSink(), 0);

            // When
            runAll(batch);

            // Then steps are begun early as soon as nobody needs tokens any more
            assertFalse(begunEarly().getFirst(), needs.toString());
            assertFalse(begunEarly().get(2), needs.toString());
            assertTrue(begunEarly().getLast(), needs.toString());
        }
    }

    @Test
    void guessesAreLookedForNowAndThenAndCheckedWhereThereAreSome() {
        // Given a text that repeats itself from its tenth token on
        FakeEngine engine = new FakeEngine(4, 128, FakeEngine.saying("abcdefghi"));
        ContinuousBatch batch = batch(engine);
        RecordingSink sink = new RecordingSink();
        Batches.add(batch, Specs.prompt("p").maxTokens(90).build(), sink, 4);

        // When
        runAll(batch);

        // Then
        assertEquals("abcdefghi".repeat(10), sink.text());
        assertTrue(reports.stream().mapToInt(StepReport::acceptedTokens).sum() > 20);
        assertTrue(begunEarly().contains(true));
    }

    @Test
    void aClientThatLeavesWhileItsStepIsUnderWayIsForgotten() {
        // Given
        FakeEngine engine = letters(1);
        ContinuousBatch batch = batch(engine);
        RecordingSink leaves = new RecordingSink().cancelAfter(2);
        RecordingSink next = new RecordingSink();
        Batches.add(batch, Specs.prompt("leaves").maxTokens(50).build(), leaves, 0);
        Batches.add(batch, Specs.prompt("next").maxTokens(5).sampled(3).build(), next, 0);

        // When
        runAll(batch);

        // Then
        assertEquals(2, leaves.tokens().size());
        assertEquals(alone(Specs.prompt("next").maxTokens(5).sampled(3).build()), next.tokens());
        assertEquals(0, engine.underWay());
    }

    @Test
    void aBatchThatTheEngineRefusesFailsOnlyWhoIsToBlame() {
        // Given
        FakeEngine engine = letters(2);
        engine.beforeStep(items -> {
            if (items.stream().anyMatch(item -> item.tokens()[0] == '!')) {
                throw new IllegalArgumentException("poison");
            }
        });
        ContinuousBatch batch = batch(engine);
        RecordingSink good = new RecordingSink();
        RecordingSink poison = new RecordingSink();
        Batches.add(batch, Specs.prompt("good").maxTokens(9).build(), good, 0);
        step(batch);
        Batches.add(batch, Specs.prompt("!bad").maxTokens(5).build(), poison, 0);

        // When
        runAll(batch);

        // Then
        assertEquals(9, good.tokens().size());
        assertThrows(CompletionException.class, () -> poison.end().join());
        assertEquals(0, engine.underWay());
    }

    private static SamplingSpec sampling(Penalties penalties, int minTokens) {
        return new SamplingSpec(1, 1, 0, 0, 7, penalties, Map.of(), minTokens, OptionalInt.empty());
    }

    private List<Boolean> begunEarly() {
        return reports.stream().map(report -> report.ahead().begun()).toList();
    }

    private int wasted() {
        return reports.stream().mapToInt(report -> report.ahead().wastedRows()).sum();
    }

    private static List<Integer> alone(GenerationSpec spec) {
        RecordingSink sink = new RecordingSink();
        ContinuousBatch batch = batch(letters(1), false, new CountingMeter());
        Batches.add(batch, spec, sink, 0);
        Batches.runAll(batch);
        return sink.tokens();
    }

    private static FakeEngine letters(int slots) {
        return new FakeEngine(slots, 64, FakeEngine::letter);
    }

    private ContinuousBatch batch(FakeEngine engine) {
        return batch(engine, true, meter);
    }

    static ContinuousBatch batch(FakeEngine engine, boolean ahead, CountingMeter energy) {
        return new ContinuousBatch(
                engine,
                new StepPlanner(STEP_TOKENS, Duration.ZERO),
                new PriorityPolicy(Duration.ofSeconds(30), 2),
                new EnergyTap(energy),
                0.5,
                () -> 0,
                new SlotContents(engine.memory(), _ -> {}),
                _ -> {},
                AdmissionCap.none(engine.slots()),
                Optional.empty(),
                ahead);
    }

    private void step(ContinuousBatch batch) {
        batch.admit();
        if (batch.running() > 0) {
            reports.add(batch.step());
        }
    }

    private void runAll(ContinuousBatch batch) {
        while (!batch.isEmpty()) {
            step(batch);
        }
    }
}
