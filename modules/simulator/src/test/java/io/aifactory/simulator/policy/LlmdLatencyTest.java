package io.aifactory.simulator.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.load.WorkerLoad;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Slo;
import io.aifactory.simulator.model.WorkerCatalog;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LlmdLatencyTest {
    private static final boolean[] ALL = {true, true, true};
    private static final boolean[] NONE_IDLE = new boolean[3];

    @Test
    void theLeastHeadroomComesFirstAmongThoseThatKeepBothPromises() {
        double[] ttft = {100, 500, 300};
        double[] itl = {5, 15, 5};

        // 0.8 · (0, 1, 0.5) + 0.2 · (0, 1, 0)
        assertArrayEquals(
                new double[] {1, 0, 0.6},
                LlmdHeadroom.scores(ttft, itl, NONE_IDLE, ALL, false),
                1e-12);
        assertArrayEquals(
                new double[] {0, 1, 0.4},
                LlmdHeadroom.scores(ttft, itl, NONE_IDLE, ALL, true),
                1e-12);
    }

    @Test
    void whereAllAreAlikeInOneTheOtherDecides() {
        double[] scores =
                LlmdHeadroom.scores(
                        new double[] {7, 7, 7}, new double[] {1, 2, 3}, NONE_IDLE, ALL, true);
        assertArrayEquals(new double[] {0, 0.5, 1}, scores, 1e-12);
    }

    @Test
    void ofBrokenPromisesTheNearestComesFirstAndOfKindsTheMildest() {
        // Given nobody who keeps both: twice only the time per token, once only the first token
        double[] ttft = {10, 10, -1};
        double[] itl = {-9, -2, 5};
        assertArrayEquals(
                new double[] {0, 1, 0},
                LlmdHeadroom.scores(ttft, itl, NONE_IDLE, ALL, false),
                1e-12);

        // and whoever is idle before them all
        boolean[] idle = {false, false, true};
        assertArrayEquals(
                new double[] {0, 0, 1}, LlmdHeadroom.scores(ttft, itl, idle, ALL, false), 1e-12);
    }

    @Test
    void theHomeOfThePromptIsKeptUntilItIsTooLate() {
        LlmdLatency router = router(true, 5_000);
        double[] prefix = {0.9, 0.1, 0.1};
        assertArrayEquals(
                new boolean[] {true, false, false},
                router.sticky(ALL, prefix, new double[] {5_900, 1_000, 2_000}, 0.8));
        assertArrayEquals(ALL, router.sticky(ALL, prefix, new double[] {6_100, 1_000, 2_000}, 0.8));
        assertArrayEquals(ALL, router.sticky(ALL, prefix, new double[3], 0.99));
        assertArrayEquals(
                new boolean[] {true, false, false},
                router(true, 0).sticky(ALL, prefix, new double[] {1e6, 1_000, 2_000}, 0.8));
    }

    @Test
    void thoseThatKeepBothPromisesAreTakenAndSeldomTheOthers() {
        double[] ttft = {1, -1, 1};
        double[] itl = {1, 1, 1};
        assertArrayEquals(
                new boolean[] {true, false, true}, LlmdLatency.tier(ALL, ttft, itl, false));
        assertArrayEquals(
                new boolean[] {false, true, false}, LlmdLatency.tier(ALL, ttft, itl, true));
        assertArrayEquals(ALL, LlmdLatency.tier(ALL, itl, itl, true));
    }

    @Test
    void aWorkerIsDrawnInProportionToItsScore() {
        // Given headrooms of the first token in which b stands in the middle, and one alike
        List<Candidate> candidates =
                List.of(candidate("a", 0), candidate("b", 1_000), candidate("c", 2_000));
        LlmdLatency router = router(true, 5_000);
        int middle = 0;
        int last = 0;
        for (int i = 0; i < 3_000; i++) {
            String chosen = router.route(request(), candidates, 0).chosen();
            middle += chosen.equals("b") ? 1 : 0;
            last += chosen.equals("c") ? 1 : 0;
        }

        // Then c, nearest to its promise, two thirds of the time, b one third, a never
        assertEquals(3_000, middle + last);
        assertEquals(1_000, middle, 100);

        // and without a draw always c
        LlmdLatency best = router(false, 5_000);
        for (int i = 0; i < 50; i++) {
            assertEquals("c", best.route(request(), candidates, 0).chosen());
        }
    }

    @Test
    void whoeverPredictsThatEverythingBreaksStillGetsAWorker() {
        RequestFeatures hopeless = request(new Slo(0.001, 0.001));
        String chosen =
                router(true, 5_000)
                        .route(hopeless, List.of(candidate("a", 900), candidate("b", 900)), 0)
                        .chosen();
        assertTrue(List.of("a", "b").contains(chosen));
        assertFalse(LlmdHeadroom.holds(-1, 1));
    }

    private static LlmdLatency router(boolean drawn, double penalty) {
        return new LlmdLatency(
                WorkerCatalog.linear(),
                new LlmdLatency.Knobs(false, drawn, penalty),
                new SplittableRandom(5));
    }

    private static RequestFeatures request() {
        return request(new Slo(10_000, 100));
    }

    private static RequestFeatures request(Slo slo) {
        return new RequestFeatures(
                "r", "t", "m", 64, 100, PromptBlocks.NONE, slo, OptionalInt.of(64));
    }

    /** With so many prompt tokens in flight. */
    private static Candidate candidate(String id, long pending) {
        return new Candidate(id, new WorkerLoad(256, 4, 0, pending, 0, 0, 0, 0, 0, 100, 0, 0), 0);
    }
}
