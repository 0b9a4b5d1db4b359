package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.step.StepTime;
import io.aifactory.inference.batching.StepPlanner.Share;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.testing.Specs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StepPlannerTest {
    @Test
    void nothingRunningIsAnEmptyStep() {
        assertEquals(List.of(), plan(8, List.of()));
    }

    @Test
    void everyDecodingSequenceComesFirstAndPrefillTakesWhatIsLeft() {
        List<Share> plan = plan(10, List.of(prefill(6), decode(), prefill(20), decode()));

        assertEquals(
                List.of(new Share(1, 1), new Share(3, 1), new Share(0, 6), new Share(2, 2)), plan);
    }

    @Test
    void draftsGoWithTheirSequencesAndCountAsDecoding() {
        List<Sequence.Active> active = List.of(decode(), prefill(900), decode());
        int[] drafts = {3, 0, 0};

        assertEquals(
                List.of(new Share(0, 4), new Share(2, 1), new Share(1, 5)),
                new StepPlanner(10, Duration.ZERO).plan(active, drafts, Optional.of(KNOWN)));
        // 5 ms: 1 for the step, 0.1 for each of five tokens, 0.01 for each prompt token
        assertEquals(
                List.of(new Share(0, 4), new Share(2, 1), new Share(1, 349)),
                paced(5).plan(active, drafts, Optional.of(KNOWN)));
    }

    @Test
    void aLongPromptIsCutIntoChunksAndLaterOnesWait() {
        assertEquals(List.of(new Share(0, 10)), plan(10, List.of(prefill(25), prefill(5))));
    }

    @Test
    void prefillGoesOnEvenWhereDecodingTakesTheWholeBudget() {
        assertEquals(
                List.of(new Share(0, 1), new Share(1, 1), new Share(2, 1)),
                plan(2, List.of(decode(), decode(), prefill(9))));
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new StepPlanner(0, Duration.ZERO));
    }

    /** 1 ms a step, 0.1 ms for each decoding sequence, 0.01 ms for each prompt token. */
    private static final StepTime KNOWN = new StepTime(1e6, 1e5, 1e4, 100);

    @Test
    void whileStreamsRunAChunkIsNoLongerThanTheirTargetAllows() {
        assertEquals(
                List.of(new Share(0, 1), new Share(1, 389)),
                paced(5).plan(List.of(decode(), prefill(900)), Optional.of(KNOWN)));
    }

    @Test
    void theMoreAChunkAttendsToTheShorterItIs() {
        StepTime known = new StepTime(1e6, 1e5, 1e4, 0, 10);
        Sequence.Active late =
                new Sequence.Prefilling(Specs.prompt("p".repeat(4000)).build(), 0, 3000);

        // 3.9 ms: x tokens take 0.01 x + 0.00001 (3000 x + x (x + 1) / 2) ms
        assertEquals(
                List.of(new Share(0, 1), new Share(1, 96)),
                paced(5).plan(List.of(decode(), late), Optional.of(known)));
        assertEquals(
                List.of(new Share(0, 1), new Share(1, 334)),
                paced(5).plan(List.of(decode(), prefill(900)), Optional.of(known)));
    }

    @Test
    void withoutRunningStreamsNothingHoldsAPromptBack() {
        assertEquals(
                List.of(new Share(0, 900)),
                paced(5).plan(List.of(prefill(900)), Optional.of(KNOWN)));
    }

    @Test
    void severalPromptsShareTheTimeThatIsLeft() {
        assertEquals(
                List.of(new Share(0, 1), new Share(1, 300), new Share(2, 89)),
                paced(5).plan(List.of(decode(), prefill(300), prefill(900)), Optional.of(KNOWN)));
    }

    @Test
    void aPromptGoesOnEvenWhereDecodingAloneTakesLongerThanTheTarget() {
        assertEquals(
                List.of(new Share(0, 1), new Share(1, 10), new Share(2, 6)),
                paced(1).plan(List.of(decode(), prefill(10), prefill(900)), Optional.of(KNOWN)));
    }

    @Test
    void asLongAsNothingIsKnownStreamsAreHeldUpByFewTokensOnly() {
        assertEquals(
                List.of(new Share(0, 1), new Share(1, 20), new Share(2, 12)),
                paced(1).plan(List.of(decode(), prefill(20), prefill(900)), Optional.empty()));
        assertEquals(
                List.of(new Share(0, 900)), paced(1).plan(List.of(prefill(900)), Optional.empty()));
        assertEquals(
                List.of(new Share(0, 1), new Share(1, 900)),
                new StepPlanner(1000, Duration.ZERO)
                        .plan(List.of(decode(), prefill(900)), Optional.empty()));
    }

    @Property(tries = 300)
    void aPlanKeepsItsBudgetAndServesWhoeverCanBeServed(
            @ForAll @IntRange(min = 1, max = 64) int budget,
            @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 40) Integer> prompts) {
        List<Sequence.Active> active =
                prompts.stream()
                        .<Sequence.Active>map(length -> length == 0 ? decode() : prefill(length))
                        .toList();

        List<Share> plan = plan(budget, active);

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

    private static List<Share> plan(int stepTokens, List<Sequence.Active> active) {
        return new StepPlanner(stepTokens, Duration.ZERO).plan(active, Optional.of(KNOWN));
    }

    private static StepPlanner paced(long targetMillis) {
        return new StepPlanner(1000, Duration.ofMillis(targetMillis));
    }

    private static Sequence.Active prefill(int tokens) {
        return new Sequence.Prefilling(Specs.prompt("p".repeat(tokens)).build(), 0, 0);
    }

    private static Sequence.Active decode() {
        return new Sequence.Decoding(Specs.prompt("p").build(), 0, 1, 1, 'x');
    }
}
