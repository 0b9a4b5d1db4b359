package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.StepItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeculationTest {
    private static final int DRAFTS = 4;

    private final List<StepReport> reports = new ArrayList<>();
    private final List<Integer> pairs = new ArrayList<>();
    private long now;

    @Test
    void acceptedDraftsSaveStepsAndAreCounted() {
        // Given a text that begins to repeat itself after six tokens
        RecordingSink sink = new RecordingSink();
        FakeEngine engine = saying("abcdef", 64);
        ContinuousBatch batch = batch(engine, 64);
        add(batch, Specs.prompt("p").maxTokens(20).build(), sink, DRAFTS);
        runAll(batch);

        // Then the first eight come one by one, then three guesses are right each time
        assertEquals("abcdefabcdefabcdefab", sink.text());
        assertEquals(
                List.of(1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4),
                reports.stream().map(StepReport::generatedTokens).toList());
        assertEquals(
                List.of(3, 3, 3), reports.stream().skip(8).map(StepReport::draftedTokens).toList());
        assertEquals(9, reports.stream().mapToInt(StepReport::acceptedTokens).sum());
        assertEquals(20, sink.end().join().usage().completionTokens());
        assertEquals(EndReason.LENGTH, sink.end().join().reason());
    }

    @Test
    void aWrongDraftCostsNoTokenAndIsWrittenOver() {
        // Given a prompt that promises what does not come
        RecordingSink sink = new RecordingSink();
        FakeEngine engine =
                new FakeEngine(8, 64, (before, _) -> "the cat sat, the dog".charAt(before.size()));
        ContinuousBatch batch = batch(engine, 64);
        add(batch, Specs.prompt("the cat sat, ").maxTokens(7).build(), sink, DRAFTS);
        runAll(batch);

        assertEquals("the dog", sink.text());
        assertEquals(
                List.of(1, 1, 3, 1, 1), reports.stream().map(StepReport::generatedTokens).toList());
        assertEquals(3, reports.get(2).draftedTokens());
        assertEquals(2, reports.get(2).acceptedTokens());
    }

    @Test
    void everyKindOfEndComesAtTheSameTokenInTheMiddleOfDrafts() {
        List<Specs> all = new ArrayList<>();
        for (int tokens = 1; tokens < 30; tokens++) {
            all.add(Specs.prompt("p").maxTokens(tokens));
        }
        for (int end = 0; end < 12; end++) {
            String text = "0123456789ab0123456789ab";
            all.add(Specs.prompt("p").maxTokens(40).stops(text.substring(end, end + 3)));
            all.add(Specs.prompt("p").maxTokens(40).stops("b" + text.substring(0, end + 1)));
            all.add(Specs.prompt("p").maxTokens(40).endingAt('X'));
        }
        for (Specs specs : all) {
            int end = 13 + all.indexOf(specs) % 12;
            RecordingSink plain = new RecordingSink();
            RecordingSink guessed = new RecordingSink();
            run(specs, end, plain, 0);
            int steps = reports.size();
            reports.clear();
            run(specs, end, guessed, DRAFTS);

            assertEquals(plain.tokens(), guessed.tokens(), specs.toString());
            assertEquals(plain.pieces(), guessed.pieces());
            assertEquals(plain.end().join().reason(), guessed.end().join().reason());
            assertEquals(
                    plain.end().join().usage().completionTokens(),
                    guessed.end().join().usage().completionTokens());
            assertTrue(reports.size() <= steps);
            int last = reports.getLast().draftedTokens() - reports.getLast().acceptedTokens();
            pairs.add(last);
            reports.clear();
        }
        // the end fell among drafts that were right, many times
        assertTrue(pairs.stream().filter(left -> left > 0).count() >= 10, pairs.toString());
    }

    /** A text of twelve letters over and over, and X at one place. */
    private void run(Specs specs, int end, RecordingSink sink, int drafts) {
        FakeEngine engine =
                new FakeEngine(
                        8,
                        64,
                        (before, _) ->
                                before.size() == end
                                        ? specs.ends().contains((int) 'X') ? 'X' : 'Y'
                                        : "0123456789ab".charAt((before.size() - 1) % 12));
        ContinuousBatch batch = batch(engine, 64);
        add(batch, specs.build(), sink, drafts);
        runAll(batch);
    }

    @ParameterizedTest
    @CsvSource({"habcdefg, 15, 0", "habcdefgh, 16, 16"})
    void whatIsKeptForOthersEndsWithTheTokensThatWereTakenOver(
            String stop, int generated, int cached) {
        // Given a sequence that ends before or at a block's end, with drafts beyond it
        FakeEngine engine = new FakeEngine(8, 96, 6, FakeEngine.saying("abcdefgh"));
        ContinuousBatch batch = batch(engine, 64);
        RecordingSink sink = new RecordingSink();
        add(batch, Specs.prompt("p").maxTokens(40).stops(stop).build(), sink, DRAFTS);
        runAll(batch);
        assertEquals(generated, sink.end().join().usage().completionTokens());
        assertTrue(reports.getLast().draftedTokens() > reports.getLast().acceptedTokens());

        // Then another one with the same beginning finds its full blocks and goes on rightly
        RecordingSink next = new RecordingSink();
        add(batch, Specs.prompt("pabcdefghabcdefghabcd").maxTokens(12).build(), next, 0);
        runAll(batch);

        assertEquals(cached, next.end().join().usage().cachedTokens());
        assertEquals("efghabcdefgh", next.text());
    }

    @Test
    void aSlotIsEmptiedAsFarAsDraftsWereWrittenBeforeAnotherTenantGetsIt() {
        FakeEngine engine =
                new FakeEngine(
                        8, 64, 2, (before, _) -> before.size() < 13 ? 't' : ByteTokenizer.END);
        ContinuousBatch batch = batch(engine, 64);
        add(batch, Specs.prompt("ttttttttttt!").salt("ann").build(), new RecordingSink(), DRAFTS);
        runAll(batch);
        int most =
                engine.batches().stream()
                        .flatMap(List::stream)
                        .mapToInt(item -> item.position() + item.tokens().length)
                        .max()
                        .orElseThrow();
        add(batch, Specs.prompt("q").maxTokens(1).salt("bob").build(), new RecordingSink(), DRAFTS);
        runAll(batch);

        assertTrue(engine.memory().calls().contains("clear %d tokens of slot 0".formatted(most)));
    }

    @Test
    void sequencesWithAndWithoutDraftsShareSteps() {
        FakeEngine engine = new FakeEngine(4, 64, FakeEngine.saying("abc"));
        ContinuousBatch batch = batch(engine, 64);
        List<RecordingSink> sinks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sinks.add(new RecordingSink());
            add(batch, Specs.prompt("p").maxTokens(12).build(), sinks.get(i), i == 1 ? 0 : DRAFTS);
        }
        runAll(batch);

        for (RecordingSink sink : sinks) {
            assertEquals("abcabcabcabc", sink.text());
        }
        // three sequences in four slots leave room for one draft
        assertTrue(
                engine.batches().stream()
                        .allMatch(items ->
                                items.stream().mapToInt(i -> i.samplings().size()).sum() <= 4));
        assertTrue(
                engine.batches().stream()
                        .anyMatch(items ->
                                items.size() == 3 && items.stream().anyMatch(StepItem::drafted)));
    }

    @Test
    void stepsThatTakeTooMuchLongerEndSpeculationAndALaterProbeBeginsItAgain() {
        // Given drafts that are right, on a device where each takes twice as long as a step
        RecordingSink sink = new RecordingSink();
        FakeEngine engine = saying("abcd", 900);
        boolean[] slow = {true};
        engine.beforeStep(items -> {
            int rows = items.stream().mapToInt(item -> item.tokens().length).sum();
            now += slow[0] ? 1_000_000L * (2 * rows - 1) : 1_000_000L + 10_000L * rows;
        });
        ContinuousBatch batch = batch(engine, 64);
        add(batch, Specs.prompt("p").maxTokens(890).build(), sink, DRAFTS);
        while (sink.tokens().size() < 400) {
            step(batch);
        }

        // Then none are sent once that is known, but for a probe now and then
        List<Integer> drafted = reports.stream().map(StepReport::draftedTokens).toList();
        List<Integer> later = drafted.subList(8, drafted.size());
        List<Integer> probes =
                IntStream.range(0, later.size()).filter(i -> later.get(i) > 0).boxed().toList();
        assertTrue(probes.size() >= 10, later.toString());
        for (int i = 1; i < probes.size(); i++) {
            assertEquals(32, probes.get(i) - probes.get(i - 1));
        }

        // When drafts cost nearly nothing from now on
        slow[0] = false;
        runAll(batch);

        List<Integer> last = reports.stream().map(StepReport::draftedTokens).toList().reversed();
        assertEquals(List.of(DRAFTS, DRAFTS, DRAFTS), last.subList(2, 5));
        assertEquals(890, sink.end().join().usage().completionTokens());
    }

    @Test
    void asLongAsNoGuessIsPossibleStepsAreWhatTheyWere() {
        RecordingSink sink = new RecordingSink();
        FakeEngine engine = new FakeEngine(1, 64, (before, _) -> before.size());
        ContinuousBatch batch = batch(engine, 64);
        add(batch, Specs.prompt("p").maxTokens(30).build(), sink, DRAFTS);
        runAll(batch);

        assertEquals(IntStream.rangeClosed(1, 30).boxed().toList(), sink.tokens());
        assertEquals(30, reports.size());
        assertEquals(0, reports.stream().mapToInt(StepReport::draftedTokens).sum());
    }

    @Test
    void totalsCountDraftsAndThoseThatWereRightAndWhatWasBegunEarly() {
        StepReport step =
                new StepReport(
                        5,
                        6,
                        2,
                        2,
                        0,
                        5,
                        7,
                        3,
                        9,
                        Interlude.NONE,
                        new DraftWork(3, 4, 2),
                        new StepAhead(true, 2));

        assertEquals(
                new WorkerTotals(2, 2, 4, 0, 10, 14, 6, 8, 4, 6, 0, 0, 0, 0, 10, 12),
                WorkerTotals.NONE.plus(step).plus(step));
    }

    private static FakeEngine saying(String text, int slotTokens) {
        return new FakeEngine(8, slotTokens, FakeEngine.saying(text));
    }

    private ContinuousBatch batch(FakeEngine engine, int stepTokens) {
        return Batches.of(engine, new StepPlanner(stepTokens, Duration.ZERO), () -> now);
    }

    private static void add(
            ContinuousBatch batch, GenerationSpec spec, RecordingSink sink, int drafts) {
        SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
        batch.add(new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, 0, drafts));
    }

    private void step(ContinuousBatch batch) {
        batch.admit();
        reports.add(batch.step());
    }

    private void runAll(ContinuousBatch batch) {
        while (!batch.isEmpty()) {
            step(batch);
        }
    }
}
