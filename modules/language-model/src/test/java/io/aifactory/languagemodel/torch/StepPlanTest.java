package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.LogitChanges;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.TokenCounts;
import io.aifactory.languagemodel.inference.TokenLogprobs;
import io.aifactory.languagemodel.inference.TokenLogprobs.Alternative;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepPlanTest {
    private static final ModelConfig CONFIG = TinyModel.config(2, true);

    @Test
    void decodingSequencesComeFirstBySlotThenChunks() {
        List<StepItem> batch =
                List.of(
                        item(5, 4, Optional.empty(), 11, 12, 13),
                        item(3, 9, Optional.of(Sampling.greedy()), 14),
                        item(2, 0, Optional.of(new Sampling(1, 0.5f, 7, 0.25)), 15));

        StepPlan plan = StepPlan.of(CONFIG, 8, 40, 0, batch, false);

        assertEquals(List.of(2, 1, 0), plan.order());
        assertEquals(List.of(2, 1), plan.asked());
        long[] expected = {
            2,
            4,
            2,
            40,
            5,
            2,
            10,
            2,
            1,
            2, // shape of the model and of the batch
            0,
            0,
            0,
            -1,
            0, // no adapters
            0,
            0,
            0,
            -1,
            0, // no drafts
            15,
            14,
            11,
            12,
            13, // ids
            0,
            9,
            4,
            5,
            6, // positions
            80,
            129,
            204,
            205,
            206, // rows of the cache
            2,
            3, // slots
            1,
            10, // lengths
            2,
            3,
            200, // chunk: first row, rows, first row of its slot
            0,
            1 // rows with a result
        };
        assertArrayEquals(expected, plan.integers());
        SamplingPlan sampling = plan.sampling(CONFIG, batch);
        long[] step = plan.with(sampling);
        assertArrayEquals(
                new long[] {7, 0, 3}, Arrays.copyOfRange(step, expected.length, step.length));
        assertArrayEquals(new double[] {1, 0, 0.5, 1, 0.25, 0, 0, 0}, sampling.reals());
    }

    @Test
    void slotsWithAGapAreNotConsecutive() {
        List<StepItem> batch =
                List.of(item(1, 1, Optional.empty(), 1), item(3, 1, Optional.empty(), 1));
        assertEquals(-1, StepPlan.of(CONFIG, 8, 40, 0, batch, false).integers()[7]);
    }

    @Test
    void decodingSequencesWithSeveralAdaptersAreGroupedAndChunksAreRuns() {
        // Given four decoding sequences with the adapters 2, none, 0, 2, and chunks with 0 and none
        List<StepItem> batch =
                List.of(
                        adapted(0, 2, 1),
                        adapted(1, StepItem.BASE, 1),
                        adapted(2, 0, 1),
                        adapted(3, 2, 1),
                        adapted(4, 0, 1, 2, 3),
                        adapted(5, StepItem.BASE, 1, 2));

        StepPlan plan = StepPlan.of(CONFIG, 8, 40, 3, batch, false);

        assertArrayEquals(
                new long[] {2, 2, 3, -1, 1}, Arrays.copyOfRange(plan.integers(), 10, 15), "counts");
        long[] expected = {
            2,
            2,
            0,
            3, // rows of adapter 0, filled up, then those of 2
            0,
            2, // the adapters
            2,
            0,
            3, // which of the grouped rows count
            0,
            2,
            3, // where they belong
            4,
            3,
            0 // the chunk: first row, rows, adapter
        };
        int end = plan.integers().length;
        assertArrayEquals(
                expected, Arrays.copyOfRange(plan.integers(), end - expected.length, end));
    }

    @Test
    void decodingSequencesThatFollowEachOtherWithOneAdapterAreARun() {
        List<StepItem> batch =
                List.of(adapted(0, StepItem.BASE, 1), adapted(1, 1, 1), adapted(2, 1, 1));

        long[] integers = StepPlan.of(CONFIG, 8, 40, 2, batch, false).integers();

        assertArrayEquals(new long[] {0, 0, 0, -1, 1}, Arrays.copyOfRange(integers, 10, 15));
        assertArrayEquals(
                new long[] {1, 2, 1},
                Arrays.copyOfRange(integers, integers.length - 3, integers.length));
    }

    @Test
    void anAdapterThatIsNotLoadedIsRefused() {
        List<StepItem> batch = List.of(adapted(0, 2, 1));
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> StepPlan.of(CONFIG, 8, 40, 2, batch, false));
        assertEquals("adapter 2 of 2", refused.getMessage());
    }

    private static StepItem adapted(int slot, int adapter, int... tokens) {
        return new StepItem(slot, 4, tokens, Optional.empty(), adapter);
    }

    @Test
    void theChoiceIsTheSimplestThatServesEveryRow() {
        assertEquals(0, choice(Optional.empty()));
        assertEquals(1, choice(Optional.of(Sampling.greedy())));
        assertEquals(1, choice(Optional.of(new Sampling(0, 0.5f, 3, 0.5))));
        assertEquals(2, choice(Optional.of(new Sampling(1, 1, 0, 0.5))));
        assertEquals(3, choice(Optional.of(new Sampling(1, 1, 3, 0.5))));
        assertEquals(3, choice(Optional.of(new Sampling(1, 0.9f, 0, 0.5))));
    }

    @Test
    void whatOneRowAsksForIsSentForThatRowAlone() {
        // Given the second row of two has every change, and a report
        TokenCounts counts = new TokenCounts();
        counts.prompted(4);
        counts.generated(6);
        counts.generated(6);
        long[] mask = {-1, 1};
        Sampling everything =
                new Sampling(
                        0,
                        1,
                        0,
                        0,
                        0,
                        new LogitChanges(
                                Map.of(9, 2.5f),
                                new Penalties(1.5f, 0.5f, 0.25f),
                                counts,
                                Set.of(3),
                                Optional.of(mask)),
                        OptionalInt.of(2));

        SamplingPlan plan = new SamplingPlan(List.of(Sampling.greedy(), everything), 97);

        long[] integers = {
            0,
            0, // top-k
            106, // bias
            101,
            103,
            0,
            2, // penalties and counts
            100, // forbidden
            1,
            -1,
            1, // mask
            1, // report
            1,
            2,
            1,
            1,
            1,
            2, // how many
            5 // greedy, extended
        };
        assertArrayEquals(integers, plan.integers());
        assertArrayEquals(
                new double[] {0, 0, 1, 1, 0, 0, 0, 0, 2.5, 1, 1.5, 0, 0.25, 0, 0.5}, plan.reals());
        assertEquals(
                List.of(
                        SampledToken.of(11),
                        new SampledToken(
                                12,
                                Optional.of(
                                        new TokenLogprobs(
                                                -3,
                                                List.of(
                                                        new Alternative(40, -1),
                                                        new Alternative(41, -2)))))),
                plan.results(new double[] {11, 12, -3, 40, 41, -1, -2}));
    }

    private static long choice(Optional<Sampling> sampling) {
        List<StepItem> batch = List.of(item(0, 0, sampling, 1));
        long[] integers =
                StepPlan.of(CONFIG, 1, 40, 0, batch, false).sampling(CONFIG, batch).integers();
        return integers[integers.length - 1];
    }

    private static StepItem item(
            int slot, int position, Optional<Sampling> sampling, int... tokens) {
        return new StepItem(slot, position, tokens, sampling);
    }
}
