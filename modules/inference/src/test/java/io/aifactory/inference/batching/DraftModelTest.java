package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.tokenization.grammar.Grammar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A second model that guesses, on engines without models. */
class DraftModelTest {
    private static final int DRAFTS = 4;
    private static final int SLOTS = 32;

    /** Never says two tokens twice in a row, so nothing is found in its text. */
    private static final ToIntBiFunction<List<Integer>, Sampling> TARGET = DraftModelTest::next;

    private final List<StepReport> reports = new ArrayList<>();
    private long now;
    private long stepNanos;
    private long runNanos;

    private static int next(List<Integer> before, Sampling how) {
        int n = before.size();
        int token = n % 2 == 0 ? n / 2 : n / 512;
        return (token + (int) (how.uniform() * 5)) % 256;
    }

    private FakeEngine target(int slotTokens) {
        return new FakeEngine(SLOTS, slotTokens, TARGET).beforeStep(_ -> now += stepNanos);
    }

    private FakeEngine draft(int slotTokens, ToIntBiFunction<List<Integer>, Sampling> next) {
        return new FakeEngine(SLOTS, slotTokens, next).beforeStep(_ -> now += runNanos);
    }

    private ContinuousBatch batch(FakeEngine engine, FakeEngine draft) {
        return batch(engine, draft, engine.config().vocabulary());
    }

    private ContinuousBatch batch(FakeEngine engine, FakeEngine draft, int vocabulary) {
        return Batches.of(
                engine,
                Optional.of(new DraftModel(draft, vocabulary, 64, () -> now)),
                new StepPlanner(64, Duration.ZERO),
                () -> now);
    }

    private static RecordingSink add(ContinuousBatch batch, Specs specs) {
        GenerationSpec spec = specs.build();
        RecordingSink sink = new RecordingSink();
        SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
        batch.add(new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, 0, DRAFTS));
        return sink;
    }

    private void runAll(ContinuousBatch batch) {
        while (!batch.isEmpty()) {
            batch.admit();
            reports.add(batch.step());
        }
    }

    private List<Integer> plain(Specs specs) {
        ContinuousBatch batch =
                Batches.of(target(4096), new StepPlanner(64, Duration.ZERO), () -> now);
        RecordingSink sink = add(batch, specs);
        while (!batch.isEmpty()) {
            batch.admit();
            batch.step();
        }
        return sink.tokens();
    }

    private int drafted() {
        return reports.stream().mapToInt(report -> report.model().drafted()).sum();
    }

    private int accepted() {
        return reports.stream().mapToInt(report -> report.model().accepted()).sum();
    }

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
    void aLongPromptIsReadInPiecesAndOnlyOnceTheTextIsWorthIt() {
        FakeEngine draft = draft(400, TARGET);
        ContinuousBatch batch = batch(target(400), draft);
        String prompt = "the quick brown fox".repeat(10);
        RecordingSink sink = add(batch, Specs.prompt(prompt).maxTokens(60));
        runAll(batch);

        assertEquals(plain(Specs.prompt(prompt).maxTokens(60)), sink.tokens());
        assertTrue(accepted() > 20, accepted() + " drafts");
        List<StepItem> items = draft.batches().stream().flatMap(List::stream).toList();
        assertEquals(
                List.of(64, 64, 64),
                items.stream().limit(3).map(item -> item.tokens().length).toList());
        assertTrue(
                items.stream().skip(3).allMatch(item -> item.tokens().length <= DraftModel.NEAR));
    }

    @Test
    void aSlotsNextSequenceOfTheSameTenantKeepsWhatBothBeginWithAndAnotherTenantsFindsNothing() {
        FakeEngine draft = draft(200, TARGET);
        ContinuousBatch batch = batch(target(200), draft);
        add(batch, Specs.prompt("a prompt with a tail").salt("ann").maxTokens(20));
        runAll(batch);
        int before = draft.batches().size();
        add(batch, Specs.prompt("a prompt with another").salt("ann").maxTokens(20));
        runAll(batch);
        assertEquals(15, draft.batches().get(before).getFirst().position());
        assertEquals(List.of(), draft.memory().calls());

        before = draft.batches().size();
        int written =
                draft.batches().stream()
                        .flatMap(List::stream)
                        .mapToInt(item -> item.position() + item.tokens().length)
                        .max()
                        .orElseThrow();
        add(batch, Specs.prompt("a prompt with a tail").salt("bob").maxTokens(20));
        runAll(batch);
        assertEquals(0, draft.batches().get(before).getFirst().position());
        assertEquals(
                List.of("clear %d tokens of slot 0".formatted(written)), draft.memory().calls());
    }

    @Test
    void aTextThatIsLongerThanTheModelCanFollowGoesOnWithoutIt() {
        Specs specs = Specs.prompt("abc").maxTokens(100);
        FakeEngine draft = draft(40, TARGET);
        ContinuousBatch batch = batch(target(200), draft);
        RecordingSink sink = add(batch, specs);
        runAll(batch);

        assertEquals(plain(specs), sink.tokens());
        assertTrue(accepted() > 20, accepted() + " drafts");
        assertTrue(
                draft.batches().stream()
                        .flatMap(List::stream)
                        .allMatch(item -> item.position() + item.tokens().length <= 40));
    }

    @Test
    void aGuessThatTheOtherModelDoesNotKnowEndsTheGuesses() {
        FakeEngine engine = target(200);
        ContinuousBatch batch = batch(engine, draft(200, TARGET), 15);
        RecordingSink sink = add(batch, Specs.prompt("abc").maxTokens(60));
        runAll(batch);

        assertEquals(plain(Specs.prompt("abc").maxTokens(60)), sink.tokens());
        assertTrue(accepted() > 5, accepted() + " drafts");
        assertTrue(
                engine.batches().stream()
                        .flatMap(List::stream)
                        .filter(StepItem::drafted)
                        .flatMapToInt(item -> IntStream.of(item.tokens()).skip(1))
                        .allMatch(token -> token < 15));
    }

    @Test
    void nothingFollowsAGuessThatEndsTheText() {
        Specs specs = Specs.prompt("abc").maxTokens(60).endingAt(20);
        FakeEngine engine = target(200);
        ContinuousBatch batch = batch(engine, draft(200, TARGET));
        RecordingSink sink = add(batch, specs);
        runAll(batch);

        assertEquals(plain(specs), sink.tokens());
        assertTrue(accepted() > 0);
        for (StepItem item : engine.batches().stream().flatMap(List::stream).toList()) {
            for (int i = 1; i + 1 < item.tokens().length && item.drafted(); i++) {
                assertTrue(item.tokens()[i] != 20);
            }
        }
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

    @Test
    void itIsClosedWithItsBatch() {
        FakeEngine draft = draft(100, TARGET);
        batch(target(100), draft).close();

        assertTrue(draft.closed());
    }
}
