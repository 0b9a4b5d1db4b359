package io.aifactory.factory.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.aifactory.contracts.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final DeploymentSpec SPEC =
            new DeploymentSpec(
                    "m",
                    "m@champion",
                    "m:1",
                    Digest.of(new byte[0]),
                    List.of(),
                    2,
                    4,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Instant.MIN);
    private static final Deployment.Starting STARTING = Deployment.asked(SPEC);

    @Test
    void servesWhenAllWorkersAreReady() {
        assertEquals(new Deployment.Serving(SPEC, ""), STARTING.observed(ready(2, "")));
    }

    @Test
    void staysStartingUntilItHasServedOnce() {
        assertEquals(
                new Deployment.Starting(SPEC, "no memory"),
                STARTING.observed(ready(1, "no memory")));
    }

    @Test
    void isDegradedWhenAWorkerIsLostLaterAndServesAgainAfterwards() {
        var degraded =
                assertInstanceOf(
                        Deployment.Degraded.class,
                        new Deployment.Serving(SPEC, "").observed(ready(1, "it was killed")));

        assertEquals("1 of 2 workers are ready; it was killed", degraded.reason());
        assertEquals(new Deployment.Serving(SPEC, ""), degraded.observed(ready(2, "")));
    }

    @Test
    void failsWithTheWorkersWordsWhenNoneIsLeftThatMayCome() {
        // Given one worker has failed, and the other may still come
        var oneFailed = new WorkerCensus(2, 0, 1, "no memory", "");
        assertEquals(
                new Deployment.Starting(SPEC, "no memory"),
                STARTING.observed(oneFailed),
                "the other may still come");

        // When both have
        var failed =
                assertInstanceOf(
                        Deployment.Failed.class,
                        STARTING.observed(new WorkerCensus(2, 0, 2, "no memory", "")));

        // Then
        assertEquals("no memory", failed.reason());
        assertEquals(STARTING, failed.askedAgain());
    }

    @Test
    void isDegradedWhenOnlySomeWorkersFit() {
        assertEquals(
                new Deployment.Degraded(SPEC, "1 of 2 workers are ready; no memory"),
                STARTING.observed(new WorkerCensus(2, 1, 1, "no memory", "")));
    }

    @Test
    void saysWhatItDoesNotKeepWhileItServes() {
        Deployment.Present serving =
                STARTING.observed(new WorkerCensus(2, 2, 0, "", "too slow for the SLO"));

        assertEquals(new Deployment.Serving(SPEC, "too slow for the SLO"), serving);
        assertEquals("SERVING", serving.label());
    }

    @Test
    void comesBackFromTheDatabaseAsItWas() {
        for (Deployment state :
                List.of(
                        new Deployment.Starting(SPEC, "a"),
                        new Deployment.Serving(SPEC, ""),
                        new Deployment.Degraded(SPEC, "b"),
                        new Deployment.Failed(SPEC, "c"),
                        new Deployment.Stopped(SPEC, "d"))) {
            assertEquals(state, Deployment.of(SPEC, state.label(), state.reason()));
        }
    }

    private static WorkerCensus ready(int count, String trouble) {
        return new WorkerCensus(2, count, 0, trouble, "");
    }
}
