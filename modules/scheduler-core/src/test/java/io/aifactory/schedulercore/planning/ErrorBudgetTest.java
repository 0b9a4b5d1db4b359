package io.aifactory.schedulercore.planning;

import static io.aifactory.schedulercore.planning.Planning.GOAL;
import static io.aifactory.schedulercore.planning.Planning.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ErrorBudgetTest {
    private final ErrorBudget budget = new ErrorBudget(GOAL, 60 * SECOND);

    @Test
    void beforeAnythingHasEndedThePromiseIsNeeded() {
        assertEquals(0.99, budget.neededShare(), 1e-12);
    }

    @Test
    void whatWasNotLostMayBeLostNext() {
        budget.ended(600, 3, SECOND);
        budget.ended(400, 1, 2 * SECOND);
        assertEquals(1 - (0.02 - 0.004), budget.neededShare(), 1e-12);
    }

    @Test
    void whatWasLostTooMuchIsMadeGoodAsFarAsReplaysCanTell() {
        budget.ended(1_000, 14, SECOND);
        assertEquals(1 - 0.006, budget.neededShare(), 1e-12);
        budget.ended(1_000, 500, 2 * SECOND);
        assertEquals(1 - 0.0025, budget.neededShare(), 1e-12);
    }

    @Test
    void whatWasLostIsForgottenAfterTheWindow() {
        budget.ended(1_000, 500, SECOND);
        budget.ended(1_000, 10, 61 * SECOND);
        assertEquals(0.99, budget.neededShare(), 1e-12);
    }
}
