package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.List;
import java.util.Optional;
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

        StepPlan plan = StepPlan.of(CONFIG, 8, 40, batch, false);

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
        long[] step = plan.stepIntegers(batch);
        assertArrayEquals(
                new long[] {7, 0, 3},
                java.util.Arrays.copyOfRange(step, expected.length, step.length));
        assertArrayEquals(new double[] {1, 0, 0.5, 1, 0.25, 0}, plan.stepReals(batch));
    }

    @Test
    void slotsWithAGapAreNotConsecutive() {
        List<StepItem> batch =
                List.of(item(1, 1, Optional.empty(), 1), item(3, 1, Optional.empty(), 1));
        assertEquals(-1, StepPlan.of(CONFIG, 8, 40, batch, false).integers()[7]);
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

    private static long choice(Optional<Sampling> sampling) {
        List<StepItem> batch = List.of(item(0, 0, sampling, 1));
        long[] integers = StepPlan.of(CONFIG, 1, 40, batch, false).stepIntegers(batch);
        return integers[integers.length - 1];
    }

    private static StepItem item(
            int slot, int position, Optional<Sampling> sampling, int... tokens) {
        return new StepItem(slot, position, tokens, sampling);
    }
}
