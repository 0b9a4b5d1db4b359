package io.aifactory.inference.speculation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.inference.speculation.DraftPolicy.Cost;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftCostsTest {
    private final DraftCosts costs = new DraftCosts();

    @Test
    void aDraftCostsWhatAStepTakesLongerWithIt() {
        costs.observe(2, 0, 100);
        costs.observe(2, 4, 180);
        costs.observe(2, 2, 180);

        assertEquals(Optional.of(new Cost(100, 30, 500)), costs.cost(2, 500));
    }

    @Test
    void nothingIsKnownUntilBothKindsWereSeenWithThatManySequences() {
        costs.observe(1, 0, 100);
        costs.observe(2, 3, 100);
        assertEquals(Optional.empty(), costs.cost(1, 500));
        assertEquals(Optional.empty(), costs.cost(2, 500));
        assertEquals(Optional.empty(), costs.cost(3, 500));

        costs.observe(1, 3, 0);
        assertEquals(Optional.empty(), costs.cost(1, 500));
        costs.observe(1, 3, 90);
        assertEquals(Optional.of(new Cost(100, 0, 500)), costs.cost(1, 500));
    }

    @Test
    void aPauseOfTheMachineCountsAsThreeTimesTheMeanAndALastingChangeIsFollowed() {
        for (int i = 0; i < 10; i++) {
            costs.observe(1, 0, 100);
            costs.observe(1, 1, 200);
        }
        costs.observe(1, 0, 1_000_000);
        assertEquals(150, costs.cost(1, 0).orElseThrow().nanos(), 1e-9);

        for (int i = 0; i < 100; i++) {
            costs.observe(1, 0, 50);
        }
        assertEquals(50, costs.cost(1, 0).orElseThrow().nanos(), 0.01);
    }
}
