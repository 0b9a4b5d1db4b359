package io.aifactory.inference.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BatchCapTest {
    private static final double MILLI = 1e6;
    private static final int STEP_TOKENS = 256;

    /** 10 ms, 1 ms for each sequence, and for sixteen prompt tokens half a one. */
    private static final StepTime TIME = time(10, 1, 1 / 32.0);

    @Test
    void withoutATargetAllSlotsAreUsed() {
        BatchCap cap = new BatchCap(Optional.empty(), 32, STEP_TOKENS);

        assertEquals(32, cap.next(Optional.of(TIME), 1_000_000));
        assertEquals(32, cap.most());
    }

    @Test
    void whileNothingIsKnownAllSlotsAreUsedAndThenAsManyAsFit() {
        BatchCap cap = within(20);
        assertEquals(32, cap.next(Optional.empty(), 0));

        assertEquals(10, cap.next(Optional.of(TIME), 0));
        assertEquals(10, cap.most());
    }

    @Test
    void thePromptOfTheLastOneCountsBesideTheOthers() {
        // 16 tokens of it take 8 ms: 10 + n - 1 + 8
        assertEquals(3, within(20).next(Optional.of(time(10, 1, 0.5)), 0));
    }

    @Test
    void whatSequencesHoldCounts() {
        StepTime reading = new StepTime(10 * MILLI, 0, 0, MILLI / 1000);

        assertEquals(10, within(20).next(Optional.of(reading), 1000));
        assertEquals(5, within(20).next(Optional.of(reading), 2000));
    }

    @Test
    void oneSequenceRunsWhateverItTakes() {
        assertEquals(1, within(1).next(Optional.of(TIME), 100_000));
    }

    @Test
    void moreAreLetInOnlyWhenThereHasBeenRoomForAWhile() {
        BatchCap cap = within(20);
        cap.next(Optional.of(TIME), 0);
        StepTime faster = time(10, 0.5, 0);

        for (int i = 1; i < BatchCap.PATIENCE; i++) {
            assertEquals(10, cap.next(Optional.of(faster), 0));
        }
        // those that leave a tenth of the target: 18 ms
        assertEquals(16, cap.next(Optional.of(faster), 0));
    }

    @Property
    void itNeverLeavesItsBoundsAndNeverPromisesTooMuch(
            @ForAll @Size(min = 1, max = 40)
                    List<@DoubleRange(min = 0.01, max = 50) Double> eachMillis,
            @ForAll @IntRange(min = 1, max = 256) int slots,
            @ForAll @LongRange(min = 1, max = 500) long itl,
            @ForAll @LongRange(min = 0, max = 10_000) long held) {
        BatchCap cap = new BatchCap(Optional.of(Duration.ofMillis(itl)), slots, STEP_TOKENS);
        for (double each : eachMillis) {
            StepTime time = new StepTime(MILLI, each * MILLI, 10_000, 10, 1);
            int most = cap.next(Optional.of(time), held);

            assertTrue(most >= 1 && most <= slots, () -> "cap " + most);
            assertTrue(
                    most == 1 || time.nanos(new StepContent(most, 0, most * held)) <= itl * MILLI,
                    () -> most + " take too long");
        }
    }

    @Property
    void figuresThatMoveByAFewPercentDoNotMoveItUp(
            @ForAll @Size(min = 30, max = 200)
                    List<@IntRange(min = 951, max = 1049) Integer> thousandths,
            @ForAll @DoubleRange(min = 0.1, max = 10) double each) {
        BatchCap cap = new BatchCap(Optional.of(Duration.ofMillis(100)), 256, STEP_TOKENS);
        int before = 256;
        for (int factor : thousandths) {
            int most = cap.next(Optional.of(time(5, each, 0.01).times(factor / 1000.0)), 100);
            assertTrue(most <= before, "it rose from " + before + " to " + most);
            before = most;
        }
    }

    @Property
    void aLongerTargetNeverLetsFewerIn(
            @ForAll @LongRange(min = 1, max = 200) long itl,
            @ForAll @LongRange(min = 0, max = 200) long longer,
            @ForAll @DoubleRange(min = 0.1, max = 10) double each) {
        Optional<StepTime> time = Optional.of(time(5, each, 0.01));

        assertTrue(within(itl).next(time, 10) <= within(itl + longer).next(time, 10));
    }

    private static BatchCap within(long itlMillis) {
        return new BatchCap(Optional.of(Duration.ofMillis(itlMillis)), 32, STEP_TOKENS);
    }

    private static StepTime time(double step, double decode, double prefill) {
        return new StepTime(step * MILLI, decode * MILLI, prefill * MILLI, 0);
    }
}
