package io.aifactory.simulator.experiment.queueing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.simulator.experiment.queueing.FairDesk.Room;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairnessExperimentTest {
    private static final Room RESERVED = new Room(64, 8, 1, 2_048, 2_048);

    @Test
    void jainsIndexIsOneForEqualsAndOneNthIfOneHasAll() {
        assertEquals(1, FairnessExperiment.jain(3, 3, 3), 1e-12);
        assertEquals(0.25, FairnessExperiment.jain(0, 7, 0, 0), 1e-12);
        assertEquals(0.9, FairnessExperiment.jain(1, 2), 1e-12);
    }

    @Test
    void backloggedTenantsGetTheirSharesAndTheOrderOfArrivalGivesThemToTheLoudest() {
        assertTrue(FairnessExperiment.shares(true, Map.of(), 15, 1) >= 0.95);
        assertTrue(FairnessExperiment.shares(true, Map.of("flood", 3.0), 15, 1) >= 0.95);
        assertTrue(FairnessExperiment.shares(false, Map.of(), 15, 1) <= 0.6);
    }

    @Test
    void anAbusiveTenantCostsItsVictimAFifthOfTheFirstTokensTimeAtMost() {
        double alone = FairnessExperiment.victim(RESERVED, false, true, 40, 1).p99Millis();
        double abused = FairnessExperiment.victim(RESERVED, true, true, 40, 1).p99Millis();
        assertTrue(abused <= 1.2 * alone, abused + " ms beside " + alone + " ms");
    }

    @Test
    void runsRepeat() {
        assertEquals(
                FairnessExperiment.victim(RESERVED, true, true, 5, 7),
                FairnessExperiment.victim(RESERVED, true, true, 5, 7));
    }
}
