package io.aifactory.schedulercore.planning;

import static io.aifactory.schedulercore.planning.Planning.COSTS;
import static io.aifactory.schedulercore.planning.Planning.GOAL;
import static io.aifactory.schedulercore.planning.Planning.KIND;
import static io.aifactory.schedulercore.planning.Planning.POINT;
import static io.aifactory.schedulercore.planning.Planning.SECOND;
import static io.aifactory.schedulercore.planning.Planning.load;
import static io.aifactory.schedulercore.planning.Planning.ready;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.cost.EnergyPrices;
import io.aifactory.schedulercore.planning.FleetView.Ready;
import io.aifactory.schedulercore.planning.FleetView.Worker;
import io.aifactory.schedulercore.planning.PlanAction.ChangePoint;
import io.aifactory.schedulercore.planning.PlanAction.Drain;
import io.aifactory.schedulercore.planning.PlanAction.Start;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final PlanLimits EIGHT = PlanLimits.ofDevices(8);

    @Test
    void asManyWorkersAreStartedAsTheReplaysNeedAtOnce() {
        // Given two workers and a load for five
        Planner planner = new Planner(settings(EIGHT, COSTS), Planning::replay);

        // When
        Plan plan = planner.plan(ready(2), List.of(load(5)), 0);

        // Then three more, not one at a time
        assertEquals(List.of(new Start(POINT), new Start(POINT), new Start(POINT)), plan.actions());
        assertEquals(5, plan.chosen().workers());
        assertTrue(plan.chosen().holds());
    }

    @Test
    void theFleetHasToHoldWhatIsExpectedToo() {
        Planner planner = new Planner(settings(EIGHT, COSTS), Planning::replay);
        Plan plan = planner.plan(ready(2), List.of(load(2), load(2).faster(1.5)), 0);
        assertEquals(3, plan.workers());
    }

    @Test
    void aPlanIsAnAdviceUnlessItIsWantedOtherwise() {
        // Given settings as they come
        PlannerSettings advisory = new PlannerSettings(GOAL, EIGHT, KIND, List.of(POINT), COSTS);

        // When
        Plan plan = new Planner(advisory, Planning::replay).plan(ready(0), List.of(load(1)), 0);

        // Then it says what it would do and why, and nothing is carried out
        assertEquals(List.of(), plan.toCarryOut());
        assertEquals(List.of(new Start(POINT)), plan.actions());
        assertEquals(
                """
                Advice: Start[point=batch 8, bf16, no power cap].
                Because the cheapest fleet that holds is 1 × (batch 8, bf16, no power cap): 100.00% good, 600 W, 0.08 per hour.
                Looked at:
                  1 × (batch 8, bf16, no power cap): 100.00% good, 600 W, 0.08 per hour
                  0 × (batch 8, bf16, no power cap): 0.00% good, 0 W, 0.00 per hour: does not hold\
                """,
                plan.explanation());
    }

    @Test
    void aStopHasToPayBeforeAFleetShrinks() {
        // Given a stop that pays after 6,000 J / 100 W = 60 s
        Planner planner = new Planner(settings(EIGHT, COSTS), Planning::replay);
        planner.plan(ready(4), List.of(load(4)), 0);

        // When three quarters of the load are gone
        Plan early = planner.plan(ready(4), List.of(load(1)), 59 * SECOND);
        Plan late = planner.plan(ready(4), List.of(load(1)), 61 * SECOND);

        // Then
        assertEquals(List.of(), early.actions());
        assertTrue(early.explanation().contains("1 would do, but 4 are kept"), early::explanation);
        assertEquals(List.of(new Drain("w0"), new Drain("w1"), new Drain("w2")), late.actions());
    }

    @Test
    void patienceComesFromTheColdStartAndWhatTheLargerFleetCosts() {
        // Given replays that say 400 W for four workers and 100 W for one: 3 × 6,000 J / 300 W
        assertEquals(60, breakEven(COSTS, 400), 1e-9);
        // Given that the larger one serves less efficiently, too
        assertEquals(30, breakEven(COSTS, 700), 1e-9);
        // Given devices that cost 3.60 an hour beside energy that costs nothing: the start's 60 s
        CostModel money = new CostModel(new EnergyPrices("EUR", 0, 0, 1), 3.6);
        assertEquals(60, breakEven(money, 400), 1e-9);

        // Given that nothing costs anything, a fleet never shrinks
        CostModel nothing = new CostModel(new EnergyPrices("EUR", 0, 0, 1), 0);
        Planner planner = new Planner(settings(EIGHT, nothing), Planning::replay);
        planner.plan(ready(4), List.of(load(1)), 0);
        assertEquals(List.of(), planner.plan(ready(4), List.of(load(1)), 1L << 60).actions());
    }

    private static double breakEven(CostModel costs, double watts) {
        PlannerSettings settings = settings(EIGHT, costs);
        return settings.breakEvenSeconds(fleet(settings, 4, watts), fleet(settings, 1, 100));
    }

    private static JudgedFleet fleet(PlannerSettings settings, int workers, double watts) {
        double money = settings.moneyPerHour(workers, watts);
        return new JudgedFleet(workers, POINT, 1, true, watts, money);
    }

    private static PlannerSettings settings(PlanLimits limits, CostModel costs) {
        return new PlannerSettings(GOAL, limits, KIND, List.of(POINT), costs).acting();
    }

    @Test
    void aLoadThatNeedsTwoIsNeverServedByOneAndTwoInTurns() {
        // Given a load of 1.5 workers: 2 are half idle, 1 would be overloaded
        Planner planner = new Planner(settings(EIGHT, COSTS), Planning::replay);
        for (int tick = 0; tick < 100; tick++) {
            Plan plan = planner.plan(ready(2), List.of(load(1).faster(1.5)), tick * 10L * SECOND);
            assertEquals(List.of(), plan.actions());
        }
    }

    @Test
    void aFleetGoesToZeroAndComesBackForWhoeverWaits() {
        // Given no load for longer than a stop takes to pay
        Planner planner = new Planner(settings(EIGHT, COSTS), Planning::replay);
        LoadWindow nothing = new LoadWindow(SECOND, List.of());
        planner.plan(ready(1), List.of(nothing), 0);
        assertEquals(
                List.of(new Drain("w0")),
                planner.plan(ready(1), List.of(nothing), 61 * SECOND).actions());

        // When somebody waits before any window knows of it
        FleetView empty = new FleetView(List.of(), OptionalInt.empty(), 1);

        // Then
        assertEquals(
                List.of(new Start(POINT)),
                planner.plan(empty, List.of(nothing), 90 * SECOND).actions());
    }

    @Test
    void aPersonsNumberIsKeptWithinTheLimits() {
        Planner planner = new Planner(settings(EIGHT, COSTS), Planning::replay);
        FleetView more = new FleetView(ready(2).workers(), OptionalInt.of(3), 0);
        FleetView less = new FleetView(ready(2).workers(), OptionalInt.of(1), 0);
        FleetView tooMany = new FleetView(ready(2).workers(), OptionalInt.of(20), 0);

        assertEquals(List.of(new Start(POINT)), planner.plan(more, List.of(load(7)), 0).actions());
        assertEquals(List.of(new Drain("w0")), planner.plan(less, List.of(load(7)), 1).actions());
        Plan cut = planner.plan(tooMany, List.of(load(7)), 2);
        assertEquals(8, cut.workers());
        assertTrue(
                cut.explanation().contains("wants 20 workers, of which 8 are within the limits"));
    }

    @Test
    void whereNoFleetHoldsTheLargestAllowedIsTakenAndSaidSo() {
        Planner planner = new Planner(settings(PlanLimits.ofDevices(3), COSTS), Planning::replay);
        Plan plan = planner.plan(ready(1), List.of(load(6)), 0);
        assertEquals(3, plan.workers());
        assertFalse(plan.chosen().holds());
        assertEquals(0.5, plan.chosen().share());
        assertTrue(plan.explanation().contains("no fleet within the limits holds"));
    }

    @Test
    void underATightWattBudgetMoreWorkersRunUnderACap() {
        // Given a load of 1.5 workers; a cap at half the power halves what a worker does
        List<LoadWindow> windows = List.of(load(1).faster(1.5));
        WorkerPoint capped = POINT.withCap(300);

        // Then two workers without a cap where 1,200 W are there, else three with it
        assertEquals(2, within(1_200, capped).plan(ready(0), windows, 0).workers());
        Plan plan = within(1_000, capped).plan(ready(0), windows, 0);
        assertEquals(capped, plan.chosen().point());
        assertEquals(3, plan.workers());
    }

    private static Planner within(double watts, WorkerPoint capped) {
        return new Planner(
                new PlannerSettings(
                                GOAL,
                                new PlanLimits(8, watts, Double.POSITIVE_INFINITY, 0),
                                KIND,
                                List.of(POINT, capped),
                                COSTS)
                        .acting(),
                Planning::replay);
    }

    @Test
    void aMoneyBudgetLimitsTheFleet() {
        // Given 10 per device-hour and nothing for energy
        CostModel costs = new CostModel(new EnergyPrices("EUR", 0, 0, 1), 10);
        PlannerSettings settings =
                new PlannerSettings(
                                GOAL,
                                new PlanLimits(8, Double.POSITIVE_INFINITY, 25, 0),
                                KIND,
                                List.of(POINT),
                                costs)
                        .acting();
        assertEquals(
                2,
                new Planner(settings, Planning::replay)
                        .plan(ready(0), List.of(load(6)), 0)
                        .workers());
    }

    @Test
    void theCheapestPointIsTakenAndARunningWorkerIsChangedToIt() {
        // Given a batch of 16 with which one worker does what two do with 8
        WorkerPoint large = new WorkerPoint(16, "bf16");
        PlannerSettings settings =
                new PlannerSettings(GOAL, EIGHT, KIND, List.of(POINT, large), COSTS).acting();
        Planner planner = new Planner(settings, Planning::replay);

        // When
        Plan plan = planner.plan(ready(1), List.of(load(2)), 0);

        // Then no model is loaded again
        assertEquals(List.of(new ChangePoint("w0", large)), plan.actions());
    }

    @Test
    void readyWorkersAreSlowedAsFarAsTheNextRequestsAllow() {
        // Given a worker that at a step every 10, 20 and 40 ms does 8/10, 8/20 and 8/40 of its work
        Replay paced =
                (workers, point, window, goal) -> {
                    double pace = Math.max(8, point.paceMillis()) / 8;
                    return Planning.replay(workers, point, window.faster(pace), goal);
                };
        PlannerSettings settings = settings(EIGHT, COSTS).pacedAt(List.of(40.0, 10.0, 20.0));
        Planner planner = new Planner(settings, paced);

        // When two are needed soon, and three are ready for a load of one until then
        Plan plan = planner.plan(ready(3), List.of(load(2)), List.of(load(1).faster(0.8)), 0);

        // Then all three stay, because a stop does not pay yet, at the slowest pace that is enough
        WorkerPoint slow = POINT.withPace(20);
        assertEquals(
                List.of(
                        new ChangePoint("w0", slow),
                        new ChangePoint("w1", slow),
                        new ChangePoint("w2", slow)),
                plan.actions());
    }

    @Test
    void whatIsPinnedIsLeftAlone() {
        Planner planner = new Planner(settings(EIGHT, COSTS), Planning::replay);
        FleetView fleet =
                new FleetView(
                        List.of(
                                new Worker("kept", POINT, new Ready(0), true),
                                Planning.worker("free", new Ready(9))),
                        OptionalInt.of(0),
                        0);
        assertEquals(
                List.of(new Drain("free")), planner.plan(fleet, List.of(load(1)), 0).actions());
    }

    @Test
    void aPlanAsksForNoMoreReplaysThanItMay() {
        // Given 4,096 devices, 5 replays and a load beyond all of them
        AtomicInteger asked = new AtomicInteger();
        PlannerSettings settings =
                new PlannerSettings(
                        GOAL,
                        PlanLimits.ofDevices(4_096),
                        KIND,
                        List.of(POINT),
                        List.of(),
                        COSTS,
                        false,
                        5);
        Replay counted =
                (workers, point, window, goal) -> {
                    asked.incrementAndGet();
                    return Planning.replay(workers, point, window, goal);
                };

        // When
        new Planner(settings, counted).plan(ready(1), List.of(load(100)), 0);

        // Then one more for the largest fleet, which is taken where none was found
        assertEquals(6, asked.get());
    }
}
