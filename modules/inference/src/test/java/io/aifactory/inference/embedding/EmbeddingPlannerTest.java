package io.aifactory.inference.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddingPlannerTest {
    private final EmbeddingPlanner planner = new EmbeddingPlanner(16);

    @Test
    void requestsGiveOneInputInTurnUntilTheBudgetIsUsed() {
        assertArrayEquals(new int[] {2, 1}, plan(lengths(4, 4, 4, 4), lengths(5, 4)));
        assertArrayEquals(new int[] {2, 2}, plan(lengths(4, 4, 4), lengths(4, 4, 4)));
        assertArrayEquals(new int[] {4, 0}, plan(lengths(4, 4, 4, 4), lengths()));
    }

    @Test
    void anInputThatDoesNotFitAnyMoreLetsShorterOnesBefore() {
        assertArrayEquals(new int[] {1, 0, 2}, plan(lengths(10), lengths(7), lengths(3, 3)));
    }

    @Test
    void anInputLongerThanTheBudgetIsAStepByItself() {
        assertArrayEquals(new int[] {1, 0}, plan(lengths(40, 1), lengths(1)));
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new EmbeddingPlanner(0));
    }

    private int[] plan(int[]... requests) {
        return planner.plan(Stream.of(requests).map(EmbeddingPlannerTest::pending).toList());
    }

    private static int[] lengths(int... lengths) {
        return lengths;
    }

    private static EmbeddingPlanner.Pending pending(int[] lengths) {
        List<Integer> all = java.util.Arrays.stream(lengths).boxed().toList();
        return new EmbeddingPlanner.Pending() {
            @Override
            public int inputs() {
                return all.size();
            }

            @Override
            public int tokens(int ahead) {
                return all.get(ahead);
            }
        };
    }
}
