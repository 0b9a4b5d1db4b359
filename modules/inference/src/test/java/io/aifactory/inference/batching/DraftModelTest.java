package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.tokenization.grammar.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a second model is asked to guess, and what comes of it. */
class DraftModelTest extends DraftModelFixture {
    @Test
    void aModelThatIsAlwaysRightSavesStepsAndTheTextIsTheSame() {
        for (Specs specs :
                List.of(
                        Specs.prompt("abc").maxTokens(100),
                        Specs.prompt("abc").maxTokens(100).sampled(7))) {
            reports.clear();
            FakeEngine draft = draft(200, TARGET);
            ContinuousBatch batch = batch(target(200), draft);
            RecordingSink sink = add(batch, specs);
            runAll(batch);

            assertEquals(plain(specs), sink.tokens());
            assertTrue(reports.size() < 45, reports.size() + " steps");
            assertEquals(drafted(), accepted());
            assertTrue(accepted() > 55, accepted() + " drafts");
            assertEquals(
                    drafted(), reports.stream().mapToInt(StepReport::draftedTokens).sum(), "all");
        }
    }

    @Test
    void whatItTookIsPartOfTheStepAndReportedApart() {
        stepNanos = 1000;
        runNanos = 100;
        ContinuousBatch batch = batch(target(64), draft(64, TARGET));
        add(batch, Specs.prompt("abc").maxTokens(9));
        runAll(batch);

        // the prompt's step, then one with three guesses: 0.7, 0.49, 0.343
        assertEquals(0, reports.get(0).model().nanos());
        assertEquals(new DraftWork(300, 3, 3), reports.get(1).model());
        assertEquals(1300, reports.get(1).nanos());
        assertEquals(4, reports.get(1).generatedTokens());
    }

    @Test
    void aModelThatIsAlwaysWrongIsSoonAskedNoMoreAndTriedAgainRarely() {
        stepNanos = 1000;
        runNanos = 300;
        Specs specs = Specs.prompt("abc").maxTokens(1800);
        ContinuousBatch batch =
                batch(
                        target(1900),
                        draft(1900, (before, how) -> (TARGET.applyAsInt(before, how) + 1) % 256));
        RecordingSink sink = add(batch, specs);
        runAll(batch);

        assertEquals(plain(specs), sink.tokens());
        assertEquals(0, accepted());
        List<Integer> steps =
                IntStream.range(0, reports.size())
                        .filter(i -> reports.get(i).model().drafted() > 0)
                        .boxed()
                        .toList();
        List<Integer> later = steps.stream().filter(step -> step > 60).toList();
        assertFalse(later.isEmpty(), steps.toString());
        assertTrue(later.size() <= 8, steps.toString());
        assertTrue(later.getFirst() > 500, steps.toString());
    }

    @Test
    void aModelThatIsAsSlowAsTheOtherIsNotUsedAndOnceItIsFasterItIs() {
        stepNanos = 1000;
        runNanos = 1200;
        Specs specs = Specs.prompt("abc").maxTokens(2000);
        ContinuousBatch batch = batch(target(2100), draft(2100, TARGET));
        RecordingSink sink = add(batch, specs);
        while (sink.tokens().size() < 600) {
            batch.admit();
            reports.add(batch.step());
        }
        int first = drafted();
        assertTrue(first < 250, first + " drafts that do not pay");

        // When it becomes faster, which the next trial notices
        runNanos = 10;
        reports.clear();
        runAll(batch);

        assertEquals(plain(specs), sink.tokens());
        assertTrue(accepted() > 500, accepted() + " drafts that pay");
    }

    @Test
    void manySequencesAreGuessedTogetherAndAFullWorkerAsksForNoGuesses() {
        FakeEngine draft = draft(100, TARGET);
        ContinuousBatch batch = batch(target(100), draft);
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sinks.add(add(batch, Specs.prompt("abc" + i).maxTokens(40).sampled(i)));
        }
        runAll(batch);

        for (int i = 0; i < 5; i++) {
            assertEquals(
                    plain(Specs.prompt("abc" + i).maxTokens(40).sampled(i)), sinks.get(i).tokens());
        }
        assertTrue(draft.batches().stream().anyMatch(items -> items.size() == 5));
        assertEquals(drafted(), accepted());

        int before = draft.batches().size();
        for (int i = 0; i < SLOTS; i++) {
            add(batch, Specs.prompt("abc" + i).maxTokens(20));
        }
        for (int i = 0; i < 12; i++) {
            batch.admit();
            assertEquals(SLOTS, batch.running());
            batch.step();
        }
        assertEquals(before, draft.batches().size());
    }

    @Test
    void whoeverHasAGrammarOrPenaltiesIsNotGuessedAt() {
        FakeEngine draft = draft(100, TARGET);
        ContinuousBatch batch = batch(target(100), draft);
        Penalties penalties = new Penalties(1.3f, 0.5f, 0.4f);
        add(
                batch,
                Specs.prompt("abc")
                        .maxTokens(30)
                        .sampling(
                                new SamplingSpec(
                                        1,
                                        1,
                                        0,
                                        0,
                                        3,
                                        penalties,
                                        Map.of(),
                                        0,
                                        OptionalInt.empty())));
        add(batch, Specs.prompt("abc").grammar(new Grammar.Regex("[a-z]{20}")));
        runAll(batch);

        assertEquals(0, draft.batches().size());
    }
}
