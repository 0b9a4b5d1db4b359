package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a second model reads and writes of the sequences that it guesses for. */
class DraftSlotTest extends DraftModelFixture {
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
    void itIsClosedWithItsBatch() {
        FakeEngine draft = draft(100, TARGET);
        batch(target(100), draft).close();

        assertTrue(draft.closed());
    }
}
