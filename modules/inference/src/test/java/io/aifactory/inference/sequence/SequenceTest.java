package io.aifactory.inference.sequence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {
    @Test
    void aPromptIsPutIntoTheSlotInChunksAndOnlyTheLastOneAsksForAToken() {
        Sequence.Active start = prefilling(Specs.prompt("abcde"));

        StepItem first = item(start, 3);
        Sequence.Active second = (Sequence.Active) start.after(3, -1);
        StepItem last = item(second, 2);

        assertEquals(0, first.position());
        assertArrayEquals(new int[] {'a', 'b', 'c'}, first.tokens());
        assertEquals(List.of(), first.samplings());
        assertEquals(3, last.position());
        assertArrayEquals(new int[] {'d', 'e'}, last.tokens());
        assertEquals(0, last.samplings().getFirst().temperature());
    }

    @Test
    void eachTokenIsFedBackUntilThereAreEnough() {
        Sequence.Active sequence = prefilling(Specs.prompt("ab").maxTokens(2));

        Sequence afterPrompt = sequence.after(2, 'x');
        assertEquals(new Sequence.Decoding(sequence.spec(), 7, 2, 1, 'x'), afterPrompt);
        Sequence.Active decoding = (Sequence.Active) afterPrompt;
        assertEquals(2, item(decoding, 1).position());
        assertArrayEquals(new int[] {'x'}, item(decoding, 1).tokens());

        assertEquals(
                new Sequence.Finished(sequence.spec(), 2, EndReason.LENGTH),
                decoding.after(1, 'y'));
    }

    @Test
    void anEndTokenEndsItUnlessItIsIgnored() {
        Sequence.Active ends = prefilling(Specs.prompt("a"));
        Sequence.Active goesOn = prefilling(Specs.prompt("a").ignoringEnd());

        assertEquals(
                new Sequence.Finished(ends.spec(), 1, EndReason.STOP),
                ends.after(1, ByteTokenizer.END));
        assertEquals(
                new Sequence.Decoding(goesOn.spec(), 7, 1, 1, ByteTokenizer.END),
                goesOn.after(1, ByteTokenizer.END));
    }

    @Test
    void theDrawOfATokenDependsOnItsPlaceFromTheStartOfTheSequence() {
        Sequence.Active fresh = prefilling(Specs.prompt("abc").sampled(42));
        Sequence.Active resumed = prefilling(Specs.prompt("ab").resumed("c").sampled(42));
        Sequence.Active next = (Sequence.Active) fresh.after(3, 'd');

        assertEquals(CounterRandom.uniform(42, 3), uniform(item(fresh, 3)));
        assertEquals(CounterRandom.uniform(42, 3), uniform(item(resumed, 3)));
        assertEquals(CounterRandom.uniform(42, 4), uniform(item(next, 1)));
    }

    @Test
    void draftsFollowTheNewestTokenAndEachHasTheDrawOfItsPlace() {
        Sequence.Active start = prefilling(Specs.prompt("abc").sampled(42));
        Sequence.Decoding decoding = (Sequence.Decoding) start.after(3, 'd');

        StepItem item = decoding.item(new int[] {'e', 'f'}, new TokenChoice(decoding.spec()));

        assertEquals(3, item.position());
        assertArrayEquals(new int[] {'d', 'e', 'f'}, item.tokens());
        assertEquals(
                List.of(
                        CounterRandom.uniform(42, 4),
                        CounterRandom.uniform(42, 5),
                        CounterRandom.uniform(42, 6)),
                item.samplings().stream().map(Sampling::uniform).toList());
        assertEquals(3, item.settled(3));
        assertEquals(1, item.settled(1));
    }

    @Test
    void resumedTokensCountAsGenerated() {
        Sequence.Active resumed = prefilling(Specs.prompt("ab").resumed("xyz").maxTokens(4));

        assertEquals(3, resumed.generated());
        assertEquals(5, resumed.remaining());
        assertEquals(
                new Sequence.Finished(resumed.spec(), 4, EndReason.LENGTH), resumed.after(5, 'q'));
    }

    @Test
    void aSequenceThatAnEarlierAttemptBroughtToItsEndIsOver() {
        GenerationSpec full = Specs.prompt("ab").resumed("xy").maxTokens(2).build();
        GenerationSpec stopped = Specs.prompt("ab").resumed("xy").maxTokens(9).build();

        assertEquals(new Sequence.Finished(full, 2, EndReason.LENGTH), Sequence.of(full, false));
        assertEquals(new Sequence.Finished(stopped, 2, EndReason.STOP), Sequence.of(stopped, true));
        assertEquals(new Sequence.Waiting(stopped), Sequence.of(stopped, false));
    }

    @Test
    void aSequenceThatLosesItsSlotWaitsWithAllItsTokensAndGoesOnAfterThem() {
        Sequence.Active fresh = prefilling(Specs.prompt("abc").maxTokens(5));
        Sequence.Active decoding =
                (Sequence.Active) ((Sequence.Active) fresh.after(3, 'x')).after(1, 'y');

        Sequence.Waiting waiting = decoding.preempt(new int[] {'a', 'b', 'c', 'x', 'y'});
        Sequence.Active again = waiting.admit(2);

        assertEquals(2, waiting.generated());
        assertEquals(3, waiting.spec().promptTokens());
        assertEquals(5, again.remaining());
        assertEquals(new Sequence.Decoding(again.spec(), 2, 5, 3, 'z'), again.after(5, 'z'));
        assertThrows(
                IllegalArgumentException.class, () -> decoding.preempt(new int[] {'a', 'b', 'c'}));
    }

    @Test
    void aSpecificationNeedsAPromptAndRoomForWhatIsResumed() {
        assertThrows(IllegalArgumentException.class, () -> Specs.prompt("").build());
        assertThrows(
                IllegalArgumentException.class,
                () -> Specs.prompt("a").resumed("xyz").maxTokens(2).build());
    }

    private static Sequence.Active prefilling(Specs specs) {
        return new Sequence.Waiting(specs.build()).admit(7);
    }

    private static double uniform(StepItem item) {
        return item.samplings().getFirst().uniform();
    }

    private static StepItem item(Sequence.Active sequence, int count) {
        TokenChoice choice = new TokenChoice(sequence.spec());
        return switch (sequence) {
            case Sequence.Prefilling at -> at.item(count, choice);
            case Sequence.Decoding at -> at.item(new int[0], choice);
        };
    }
}
