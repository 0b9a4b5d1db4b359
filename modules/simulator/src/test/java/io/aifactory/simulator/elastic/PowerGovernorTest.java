package io.aifactory.simulator.elastic;

import static io.aifactory.simulator.elastic.Elastic.POINT;
import static io.aifactory.simulator.elastic.Elastic.SECOND;
import static io.aifactory.simulator.elastic.Elastic.setup;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.planning.FleetView.Draining;
import io.aifactory.schedulercore.planning.FleetView.Ready;
import io.aifactory.schedulercore.planning.FleetView.Worker;
import io.aifactory.schedulercore.planning.PlanAction;
import io.aifactory.schedulercore.planning.PlanLimits;
import io.aifactory.schedulercore.power.PowerBudget;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.simulator.trace.Arrival;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PowerGovernorTest {
    /** Lowest cap, above the 100 W of an idle worker. */
    private static final double LEAST = 150;

    @Property(tries = 20)
    void noMeanOfTenSecondsExceedsTheBudgetWhileWorkersComeAndGo(
            @ForAll @IntRange(min = 900, max = 2_200) int watts, @ForAll long seed) {
        // Given a load for more workers than the budget feeds, and a fleet that changes every 2 s,
        // as long as all of them could start at once, which takes 300 W each
        SplittableRandom random = new SplittableRandom(seed);
        int most = watts / 300;
        List<Arrival> arrivals = Elastic.arrivals(150, 2_500, 60, 30, 1, seed);
        ElasticSetup setup = setup(3);
        PowerBudget budget = PowerBudget.everyTenSeconds(watts);

        // When
        ElasticReport report =
                ElasticRun.run(
                        setup,
                        new LeastLoaded(),
                        arrivals,
                        new PowerGovernor(budget, setup, LEAST, change(random, most)),
                        8,
                        30 * SECOND);

        // Then
        assertEquals(0, report.ledger().windowsAbove(watts, 10));
        assertEquals(0, report.unserved());
    }

    @Property(tries = 20)
    void noMeanOfTenSecondsExceedsTheBudgetWhileThePlannerSizesTheFleet(
            @ForAll @IntRange(min = 900, max = 2_200) int watts, @ForAll long seed) {
        // Given a load for more workers than the budget feeds, which ends long before the run
        List<Arrival> arrivals = Elastic.arrivals(150, 2_500, 60, 30, 1, seed);
        ElasticSetup setup = setup(1);
        PlannerControl planner =
                Elastic.planner(new PlanLimits(8, watts, Double.POSITIVE_INFINITY, 0), true);

        // When
        ElasticReport report =
                ElasticRun.run(
                        setup,
                        new LeastLoaded(),
                        arrivals,
                        new PowerGovernor(
                                PowerBudget.everyTenSeconds(watts), setup, LEAST, planner),
                        8,
                        120 * SECOND);

        // Then it stayed below, grew when it could, and shrank again
        assertEquals(0, report.ledger().windowsAbove(watts, 10));
        assertEquals(0, report.unserved());
        assertTrue(watts < 1_200 || report.coldStarts() > 0, () -> report.coldStarts() + " starts");
        assertEquals(0, planner.lastPlan().orElseThrow().workers());
    }

    @Test
    void aBudgetThatIsNotReachedChangesNothing() {
        // Given
        List<Arrival> arrivals = Elastic.arrivals(100, 1_000, 60, 20, 1, 1);
        ElasticSetup setup = setup(3);

        // When
        ElasticReport free =
                ElasticRun.run(
                        setup, new LeastLoaded(), arrivals, FleetControl.NONE, 3, 20 * SECOND);
        ElasticReport kept =
                ElasticRun.run(
                        setup,
                        new LeastLoaded(),
                        arrivals,
                        new PowerGovernor(
                                PowerBudget.everyTenSeconds(3 * 600),
                                setup,
                                LEAST,
                                FleetControl.NONE),
                        3,
                        20 * SECOND);

        // Then
        assertEquals(free.ttftP99Millis(), kept.ttftP99Millis(), 0.001);
        assertEquals(free.joules(), kept.joules(), 0.01);
    }

    @Test
    void aBudgetBelowTheLoadIsReachedAndKept() {
        // Given two workers that would draw 1,000 W
        List<Arrival> arrivals = Elastic.arrivals(100, 2_000, 60, 40, 1, 1);
        ElasticSetup setup = setup(2);

        // When 600 W are allowed
        ElasticReport report =
                ElasticRun.run(
                        setup,
                        new LeastLoaded(),
                        arrivals,
                        new PowerGovernor(
                                PowerBudget.everyTenSeconds(600), setup, LEAST, FleetControl.NONE),
                        2,
                        20 * SECOND);

        // Then it is used nearly whole
        double highest = report.ledger().highestMeanWatts(10);
        assertTrue(highest <= 600 + 1e-6 && highest > 570, () -> highest + " W");
    }

    private static FleetControl change(SplittableRandom random, int most) {
        return new FleetControl() {
            @Override
            public long everyNanos() {
                return 2 * SECOND;
            }

            @Override
            public void control(ElasticFleet fleet, long nowNanos) {
                List<Worker> workers = fleet.view().workers();
                if (workers.size() < most && random.nextBoolean()) {
                    fleet.apply(new PlanAction.Start(POINT));
                } else if (workers.size() > 1) {
                    Worker worker = workers.get(random.nextInt(workers.size()));
                    switch (worker.phase()) {
                        case Ready _ -> fleet.apply(new PlanAction.Drain(worker.id()));
                        case Draining draining when draining.inFlight() == 0 ->
                                fleet.apply(new PlanAction.Stop(worker.id()));
                        case Draining _ -> fleet.apply(new PlanAction.Resume(worker.id()));
                        default -> {}
                    }
                }
            }
        };
    }
}
