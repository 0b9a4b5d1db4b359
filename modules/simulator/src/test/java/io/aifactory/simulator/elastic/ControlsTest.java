package io.aifactory.simulator.elastic;

import static io.aifactory.simulator.elastic.Elastic.SECOND;
import static io.aifactory.simulator.elastic.Elastic.setup;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.planning.PlanLimits;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ControlsTest {
    /** 100 requests a second for 10 s, which two workers need, then 5 for 20 s. */
    private static final List<Arrival> FALLING = falling();

    @Test
    void ourPlannerFollowsTheLoadAndComesToZero() {
        // Given one worker at the beginning, and nothing after half a minute
        PlannerControl control = planner(true);

        // When
        ElasticReport report =
                ElasticRun.run(setup(1), new LeastLoaded(), FALLING, control, 4, 60 * SECOND);

        // Then
        assertEquals(0, report.unserved());
        assertTrue(report.coldStarts() >= 1, () -> report.coldStarts() + " starts");
        assertEquals(0, control.lastPlan().orElseThrow().workers());
        assertTrue(report.meanWorkers() < 1.2, () -> report.meanWorkers() + " workers");
    }

    @Test
    void anAdviceChangesNothing() {
        ElasticReport report =
                ElasticRun.run(
                        setup(1), new LeastLoaded(), FALLING, planner(false), 4, 60 * SECOND);
        assertEquals(0, report.coldStarts());
        assertEquals(1, report.meanWorkers(), 1e-9);
    }

    @Test
    void theReactiveOneAddsAWorkerAfterTheTargetIsMissedAndTakesItAwayAgain() {
        // Given one worker and 1.5 ms between tokens as the target
        ReactiveControl control = new ReactiveControl(setup(1), 0.3, 1, 4);

        // When
        ElasticReport report =
                ElasticRun.run(setup(1), new LeastLoaded(), FALLING, control, 4, 60 * SECOND);

        // Then some came, one after the other, and went
        assertEquals(0, report.unserved());
        assertTrue(report.coldStarts() >= 1, () -> report.coldStarts() + " starts");
        assertTrue(report.meanWorkers() < 2, () -> report.meanWorkers() + " workers");
    }

    private static PlannerControl planner(boolean acting) {
        return Elastic.planner(PlanLimits.ofDevices(4), acting);
    }

    private static List<Arrival> falling() {
        List<Arrival> busy = Elastic.arrivals(100, 1_000, 30, 30, 0.3, 1);
        List<Arrival> quiet = new ArrayList<>(Elastic.arrivals(5, 100, 30, 30, 0.3, 2));
        long start = busy.getLast().nanos();
        quiet.replaceAll(a -> new Arrival(start + a.nanos(), a.promptTokens(), a.outputTokens()));
        return Stream.concat(busy.stream(), quiet.stream()).toList();
    }
}
