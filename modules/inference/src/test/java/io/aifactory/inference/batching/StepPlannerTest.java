package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.batching.StepPlanner.Share;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.testing.Specs;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StepPlannerTest {
    @Test
    void nothingRunningIsAnEmptyStep() {
        assertEquals(List.of(), new StepPlanner(8).plan(List.of()));
    }

    @Test
    void everyDecodingSequenceComesFirstAndPrefillTakesWhatIsLeft() {
        List<Share> plan =
                new StepPlanner(10).plan(List.of(prefill(6), decode(), prefill(20), decode()));

        assertEquals(
                List.of(new Share(1, 1), new Share(3, 1), new Share(0, 6), new Share(2, 2)), plan);
    }

    @Test
    void aLongPromptIsCutIntoChunksAndLaterOnesWait() {
        assertEquals(
                List.of(new Share(0, 10)),
                new StepPlanner(10).plan(List.of(prefill(25), prefill(5))));
    }

    @Test
    void prefillGoesOnEvenWhereDecodingTakesTheWholeBudget() {
        assertEquals(
                List.of(new Share(0, 1), new Share(1, 1), new Share(2, 1)),
                new StepPlanner(2).plan(List.of(decode(), decode(), prefill(9))));
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new StepPlanner(0));
    }

    @Property(tries = 300)
    void aPlanKeepsItsBudgetAndServesWhoeverCanBeServed(
            @ForAll @IntRange(min = 1, max = 64) int budget,
            @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 40) Integer> prompts) {
        List<Sequence.Active> active =
                prompts.stream()
                        .<Sequence.Active>map(length -> length == 0 ? decode() : prefill(length))
                        .toList();

        List<Share> plan = new StepPlanner(budget).plan(active);

        long decoding = prompts.stream().filter(length -> length == 0).count();
        int prefilled =
                plan.stream()
                        .filter(share -> prompts.get(share.index()) > 0)
                        .mapToInt(Share::tokens)
                        .sum();
        assertEquals(plan.size(), plan.stream().map(Share::index).distinct().count());
        assertEquals(decoding, plan.stream().filter(s -> prompts.get(s.index()) == 0).count());
        assertTrue(prefilled <= Math.max(budget - decoding, Math.ceilDiv(budget, 8)));
        for (Share share : plan) {
            assertTrue(
                    share.tokens() >= 1 && share.tokens() <= active.get(share.index()).remaining());
        }
        assertEquals(prompts.isEmpty(), plan.isEmpty());
    }

    private static Sequence.Active prefill(int tokens) {
        return new Sequence.Prefilling(Specs.prompt("p".repeat(tokens)).build(), 0, 0);
    }

    private static Sequence.Active decode() {
        return new Sequence.Decoding(Specs.prompt("p").build(), 0, 1, 1, 'x');
    }
}
