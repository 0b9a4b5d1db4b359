package io.aifactory.inference.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyPaceTest {
    @Test
    void whileStreamsRunOnlySoManyBlocksAreCopiedAsThereIsTimeFor() {
        CopyBudget budget = new CopyBudget(1000);
        budget.begin(false);
        assertEquals(5000, budget.take(5000));

        budget.begin(true);
        assertEquals(8, budget.take(5000), "nothing was measured yet");
        assertEquals(0, budget.take(1));

        budget.measured(1000, 10);
        budget.begin(true);
        assertEquals(7, budget.take(7));
        assertEquals(3, budget.take(7));

        budget.measured(1_000_000, 1);
        budget.begin(true);
        assertEquals(1, budget.take(7), "one goes at least");
    }

    @Test
    void withoutATargetAnyNumberIsCopied() {
        CopyBudget budget = new CopyBudget(0);
        budget.measured(1_000_000, 1);
        budget.begin(true);

        assertEquals(5000, budget.take(5000));
    }

    @Test
    void aDiskThatIsSlowerThanComputingIsLeftAloneButForProbes() {
        DiskPace pace = new DiskPace();
        assertTrue(pace.worthReading(Optional.of(1.0)), "nothing was measured yet");

        pace.measured(100);
        assertTrue(pace.worthReading(Optional.empty()));
        assertTrue(pace.worthReading(Optional.of(101.0)));
        int probes = 0;
        for (int i = 0; i < 32; i++) {
            probes += pace.worthReading(Optional.of(99.0)) ? 1 : 0;
        }
        assertEquals(2, probes);

        for (int i = 0; i < 20; i++) {
            pace.measured(50);
        }
        assertTrue(pace.worthReading(Optional.of(99.0)));
        assertFalse(pace.worthReading(Optional.of(49.0)));
    }
}
