package io.aifactory.inference.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.tuning.ThreadChoice.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThreadChoiceTest {
    @Test
    void theFastestOverAllKindsOfStepsIsTaken() {
        assertEquals(
                2,
                ThreadChoice.of(
                        List.of(
                                new Trial(1, List.of(100L, 400L)),
                                new Trial(2, List.of(80L, 200L)),
                                new Trial(4, List.of(160L, 130L)))));
    }

    @Test
    void aSmallGainIsNoReasonToLeaveProcessorsIdle() {
        List<Trial> trials = List.of(new Trial(1, List.of(96L)), new Trial(2, List.of(100L)));
        assertEquals(2, ThreadChoice.of(trials));
        assertEquals(1, ThreadChoice.of(List.of(new Trial(1, List.of(94L)), trials.getLast())));
        assertEquals(
                "1 took 0.96 of the time of all, 2 took 1.00 of the time of all",
                ThreadChoice.describe(trials));
    }

    @Test
    void fewNumbersAreTried() {
        assertEquals(List.of(1), ThreadChoice.candidates(1));
        assertEquals(List.of(1, 2), ThreadChoice.candidates(2));
        assertEquals(List.of(1, 2, 4, 7, 8), ThreadChoice.candidates(8));
    }

    @Property
    void allProcessorsAreAlwaysAmongFew(@ForAll @IntRange(min = 1, max = 1024) int processors) {
        List<Integer> numbers = ThreadChoice.candidates(processors);

        assertEquals(processors, numbers.getLast());
        assertTrue(numbers.size() <= 6 && numbers.getFirst() >= 1, numbers::toString);
        assertEquals(numbers.stream().distinct().sorted().toList(), numbers);
    }

    /** Time that passes only in steps: all of them share what is to do among the threads. */
    private static final class Machine {
        long now;
        int threads = 1;
        final List<Integer> used = new ArrayList<>();

        FakeEngine engine() {
            return new FakeEngine(4, 64, FakeEngine::letter)
                    .beforeStep(batch -> now += 1_000_000 / threads + 100_000L * threads);
        }

        void use(int count) {
            threads = count;
            used.add(count);
        }
    }

    @Test
    void eachNumberIsTriedInTurnsOnTheSameSteps() {
        Machine machine = new Machine();

        List<Trial> trials =
                ThreadTrial.run(
                        machine.engine(),
                        List.of(1, 2, 4),
                        machine::use,
                        Duration.ofSeconds(10),
                        () -> machine.now);

        assertEquals(List.of(1, 2, 4, 1, 2, 4, 1, 2, 4), machine.used);
        assertEquals(
                List.of(
                        new Trial(1, List.of(1_100_000L, 1_100_000L, 1_100_000L)),
                        new Trial(2, List.of(700_000L, 700_000L, 700_000L)),
                        new Trial(4, List.of(650_000L, 650_000L, 650_000L))),
                trials);
        assertEquals(4, ThreadChoice.of(trials));
    }

    @Test
    void whenTimeIsOverNoFurtherRoundBegins() {
        Machine machine = new Machine();

        ThreadTrial.run(
                machine.engine(),
                List.of(1, 2),
                machine::use,
                Duration.ofMillis(1),
                () -> machine.now);

        assertEquals(List.of(1, 2), machine.used);
    }
}
