package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DraftedRowsTest {
    private static final ModelConfig CONFIG = TinyModel.config(2, true);
    private static final int BASE = StepItem.BASE;

    @Test
    void sequencesWithDraftsFollowTheDecodingOnesAndAreFilledUpToTheLongest() {
        List<StepItem> batch =
                List.of(
                        item(6, 0, Optional.of(Sampling.greedy()), 20, 21, 22),
                        drafted(4, 7, BASE, 11, 12, 13),
                        item(1, 9, Optional.of(Sampling.greedy()), 14),
                        drafted(3, 2, BASE, 15, 16));

        StepPlan plan = StepPlan.of(CONFIG, 8, 40, 0, batch, false);

        assertEquals(List.of(2, 3, 1, 0), plan.order());
        assertEquals(List.of(2, 3, 3, 1, 1, 1, 0), plan.asked());
        long[] integers = plan.integers();
        assertArrayEquals(
                new long[] {2, 3, 10, 3, 5}, Arrays.copyOfRange(integers, 15, 20), "counts");
        assertArrayEquals(
                new long[] {14, 15, 16, 11, 12, 13, 20, 21, 22},
                Arrays.copyOfRange(integers, 20, 29),
                "ids");
        long[] expected = {
            6,
            3,
            240, // the chunk: first row, rows, first row of its slot
            0,
            1,
            2,
            3,
            4,
            5,
            8, // rows with a result
            3,
            4, // slots with drafts
            1,
            2,
            2,
            3,
            4,
            5, // their rows, the shorter sequence filled up
            0,
            1,
            3,
            4,
            5 // which of these count
        };
        assertArrayEquals(
                expected,
                Arrays.copyOfRange(integers, integers.length - expected.length, integers.length));
        List<SampledToken> results = IntStream.range(0, 7).mapToObj(SampledToken::of).toList();
        assertEquals(
                List.of(
                        results.subList(6, 7),
                        results.subList(3, 6),
                        results.subList(0, 1),
                        results.subList(1, 3)),
                plan.byItem(results));
    }

    @Test
    void rowsOfOneLengthAreNotFilledUp() {
        List<StepItem> batch = List.of(drafted(5, 7, BASE, 11, 12), drafted(3, 2, BASE, 15, 16));

        long[] integers = StepPlan.of(CONFIG, 8, 40, 0, batch, false).integers();

        assertArrayEquals(new long[] {2, 2, 9, -1, 0}, Arrays.copyOfRange(integers, 15, 20));
    }

    @Test
    void rowsWithDraftsAreARunOfTheirAdapterBeforeTheChunks() {
        List<StepItem> batch =
                List.of(adapted(0, 0, 1, 2, 3), drafted(4, 7, 1, 11, 12), adapted(3, BASE, 9));

        long[] integers = StepPlan.of(CONFIG, 8, 40, 2, batch, false).integers();

        assertArrayEquals(
                new long[] {1, 2, 1, 3, 3, 0},
                Arrays.copyOfRange(integers, integers.length - 6, integers.length));
    }

    private static StepItem drafted(int slot, int position, int adapter, int... tokens) {
        List<Sampling> samplings = Collections.nCopies(tokens.length, Sampling.greedy());
        return new StepItem(slot, position, tokens, samplings, adapter);
    }

    private static StepItem adapted(int slot, int adapter, int... tokens) {
        return new StepItem(slot, 4, tokens, Optional.empty(), adapter);
    }

    private static StepItem item(
            int slot, int position, Optional<Sampling> sampling, int... tokens) {
        return new StepItem(slot, position, tokens, sampling);
    }
}
