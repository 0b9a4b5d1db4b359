package io.aifactory.simulator;

import static io.aifactory.simulator.Fixtures.arrival;
import static io.aifactory.simulator.Fixtures.scenario;
import static io.aifactory.simulator.Fixtures.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.RoundRobin;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheViewTest {
    private static final long MILLI = 1_000_000;

    /** The same 9 tokens, of which 8 can be reused, at these times; computed in 1.09 ms. */
    private static final List<Arrival> SAME =
            List.of(
                    arrival(0, 9, 1, 1, 2, 3),
                    arrival(1, 9, 1, 1, 2, 3),
                    arrival(2, 9, 1, 1, 2, 3),
                    arrival(20, 9, 1, 1, 2, 3));

    private static final class Watching implements Router {
        private final RoundRobin turns = new RoundRobin();
        private final List<Integer> cached = new ArrayList<>();

        @Override
        public String policy() {
            return "watching";
        }

        @Override
        public DecisionRecord route(
                RequestFeatures request, List<Candidate> candidates, long nowNanos) {
            cached.add(candidates.getFirst().cachedTokens());
            return turns.route(request, candidates, nowNanos);
        }
    }

    private static List<Integer> seen(CacheView view, int kvBlocks, List<Arrival> arrivals) {
        Watching router = new Watching();
        Simulation.run(scenario(1, worker(kvBlocks, 64, 4)).seen(view), router, arrivals);
        return router.cached;
    }

    @Test
    void aTrueViewKnowsOfAPromptAsSoonAsItIsComputed() {
        assertEquals(List.of(0, 0, 8, 8), seen(CacheView.TRUE, 9, SAME));
    }

    @Test
    void aDelayedViewLearnsLater() {
        assertEquals(List.of(0, 0, 0, 8), seen(new CacheView(10 * MILLI, 0), 9, SAME));
        assertEquals(List.of(0, 0, 0, 0), seen(new CacheView(30 * MILLI, 0), 9, SAME));
    }

    @Test
    void aPredictionKnowsAtOnceAndEndsWithItsTimeUnlessConfirmed() {
        // Given predictions that last 5 ms from the first token of the latest prompt
        assertEquals(List.of(0, 8, 8, 8), seen(new CacheView(10 * MILLI, 5 * MILLI), 9, SAME));
        assertEquals(List.of(0, 8, 8, 0), seen(new CacheView(30 * MILLI, 5 * MILLI), 9, SAME));
    }

    @Test
    void whatIsGivenUpIsBelievedToBeThereUntilTheNewsComes() {
        // Given a cache of 3 blocks that another prompt fills after 5 ms
        List<Arrival> arrivals =
                List.of(
                        arrival(0, 9, 1, 1, 2, 3),
                        arrival(5, 11, 1, 7, 8, 9),
                        arrival(8, 9, 1, 1, 2, 3));

        // Then
        assertEquals(List.of(0, 0, 0), seen(CacheView.TRUE, 3, arrivals));
        assertEquals(List.of(0, 0, 8), seen(new CacheView(4 * MILLI, 0), 3, arrivals));
    }

    @Test
    void timesBelowZeroAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CacheView(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new CacheView(0, -1));
        assertThrows(IllegalArgumentException.class, () -> CacheView.ofSeconds(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> CacheView.ofSeconds(0, 1e9));
        assertEquals(new CacheView(200 * MILLI, 2_000 * MILLI), CacheView.ofSeconds(0.2, 2));
    }
}
