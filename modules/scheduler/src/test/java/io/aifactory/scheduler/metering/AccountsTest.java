package io.aifactory.scheduler.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.cost.EnergyPrices;
import io.aifactory.scheduler.generation.EndReason;
import io.aifactory.scheduler.generation.SequenceResult;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void whatSequencesUseIsAddedUp() {
        // Given two prompts of 10 and 20 tokens with two choices each
        RequestAccount account = new RequestAccount(List.of(10, 20), 2);
        CostModel costs = new CostModel(new EnergyPrices("EUR", 3.6, 0, 1), 0);

        // When
        for (int i = 0; i < 4; i++) {
            assertFalse(account.isComplete());
            account.came(i, 3);
            account.finished(i, result(5, 2e6, "w" + i % 2, i));
        }

        // Then
        assertTrue(account.isComplete());
        assertEquals(30, account.promptTokens());
        assertEquals(20, account.completionTokens());
        assertEquals(8e6, account.cost(costs).joules());
        assertEquals(8.0, account.cost(costs).money(), 1e-9);
        assertEquals("w0,w1", account.workers());
        assertEquals(3, account.firstTokenMillis());
        assertEquals(2, account.tokenMillis());
    }

    @Test
    void promptsThatWereNeverStartedCostNothing() {
        RequestAccount account = new RequestAccount(List.of(10, 20), 2);
        account.came(3, 1);
        assertEquals(20, account.promptTokens());
        assertEquals(1, account.completionTokens());
        assertEquals(0, account.cost(CostModel.declared()).money());
        assertEquals("", account.workers());
    }

    @Test
    void throughputIsCountedInWholeSeconds() {
        // Given
        AtomicLong clock = new AtomicLong(17);
        ThroughputWindow window = new ThroughputWindow(clock::get);

        // When 100 tokens come in the first second and 50 in the third
        window.add(60);
        window.add(40);
        clock.addAndGet(2 * SECOND);
        window.add(50);

        // Then the running second is not shown
        assertEquals(100, window.perSecond().get(58));
        assertEquals(0, window.perSecond().get(59));
        clock.addAndGet(SECOND);
        assertEquals(List.of(100L, 0L, 50L), window.perSecond().subList(57, 60));
        assertEquals(30.0, window.tokensPerSecond());
    }

    @Test
    void aLongSilenceEmptiesTheWindow() {
        AtomicLong clock = new AtomicLong();
        ThroughputWindow window = new ThroughputWindow(clock::get);
        window.add(9);
        clock.addAndGet(10_000 * SECOND);
        assertEquals(Collections.nCopies(60, 0L), window.perSecond());
        window.add(4);
        clock.addAndGet(SECOND);
        assertEquals(4, window.perSecond().getLast());
    }

    private static SequenceResult result(
            int tokens, double joules, String worker, double firstTokenMillis) {
        return new SequenceResult(
                EndReason.STOP, 0, tokens, 0, joules, true, 1, worker, firstTokenMillis, 2, 1);
    }
}
