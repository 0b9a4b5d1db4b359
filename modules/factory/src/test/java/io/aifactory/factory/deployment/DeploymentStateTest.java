package io.aifactory.factory.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentStateTest {
    @Test
    void servesWhenAllWorkersAreReady() {
        assertEquals(
                new DeploymentState.Serving(), new DeploymentState.Starting("").observed(2, 2, ""));
    }

    @Test
    void staysStartingUntilItHasServedOnce() {
        assertEquals(
                new DeploymentState.Starting("no memory"),
                new DeploymentState.Starting("").observed(1, 2, "no memory"));
    }

    @Test
    void isDegradedWhenAWorkerIsLostLaterAndServesAgainAfterwards() {
        var degraded = new DeploymentState.Serving().observed(1, 2, "it was killed");

        assertEquals(
                new DeploymentState.Degraded("1 of 2 workers are ready; it was killed"), degraded);
        assertEquals(new DeploymentState.Serving(), degraded.observed(2, 2, ""));
    }

    @Test
    void comesBackFromTheDatabaseAsItWas() {
        for (DeploymentState state :
                List.of(
                        new DeploymentState.Starting("a"),
                        new DeploymentState.Serving(),
                        new DeploymentState.Degraded("b"),
                        new DeploymentState.Stopped("c"))) {
            assertEquals(state, DeploymentState.of(state.label(), state.reason()));
        }
    }
}
