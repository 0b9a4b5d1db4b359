package io.aifactory.schedulercore.planning;

import static io.aifactory.schedulercore.planning.Planning.COSTS;
import static io.aifactory.schedulercore.planning.Planning.GOAL;
import static io.aifactory.schedulercore.planning.Planning.KIND;
import static io.aifactory.schedulercore.planning.Planning.POINT;
import static io.aifactory.schedulercore.planning.Planning.SECOND;
import static io.aifactory.schedulercore.planning.Planning.load;
import static io.aifactory.schedulercore.planning.Planning.settings;
import static io.aifactory.schedulercore.planning.Planning.worker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.planning.FleetView.Draining;
import io.aifactory.schedulercore.planning.FleetView.Ready;
import io.aifactory.schedulercore.planning.FleetView.Starting;
import io.aifactory.schedulercore.planning.FleetView.Worker;
import io.aifactory.schedulercore.planning.PlanAction.Drain;
import io.aifactory.schedulercore.planning.PlanAction.Resume;
import io.aifactory.schedulercore.planning.PlanAction.Start;
import io.aifactory.schedulercore.planning.PlanAction.Stop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ActionSequenceTest {
    private static final WorkerPoint INT8 = new WorkerPoint(8, "int8");

    @Test
    void onlyADrainedWorkerIsStopped() {
        FleetView fleet =
                new FleetView(
                        List.of(
                                worker("busy", new Draining(1)),
                                worker("done", new Draining(0)),
                                worker("serves", new Ready(0))));
        assertEquals(List.of(new Stop("done")), actions(fleet, 1, POINT));
    }

    @Test
    void whoDrainsIsResumedBeforeAnotherOneIsStarted() {
        FleetView fleet =
                new FleetView(
                        List.of(worker("done", new Draining(0)), worker("busy", new Draining(4))));
        assertEquals(List.of(new Resume("busy"), new Stop("done")), actions(fleet, 1, POINT));
        assertEquals(
                List.of(new Resume("busy"), new Resume("done"), new Start(POINT)),
                actions(fleet, 3, POINT));
    }

    @Test
    void aWorkerThatStartsIsWaitedForAndCounts() {
        FleetView fleet =
                new FleetView(List.of(worker("a", new Starting()), worker("b", new Starting())));
        assertEquals(List.of(), actions(fleet, 2, POINT));
        assertEquals(List.of(), actions(fleet, 0, POINT));
        assertEquals(List.of(new Start(POINT)), actions(fleet, 3, POINT));
    }

    @Test
    void theLeastBusyAreDrainedFirst() {
        FleetView fleet =
                new FleetView(
                        List.of(
                                worker("a", new Ready(5)),
                                worker("b", new Ready(1)),
                                worker("c", new Ready(3))));
        assertEquals(List.of(new Drain("b"), new Drain("c")), actions(fleet, 1, POINT));
    }

    @Test
    void anotherPrecisionIsStartedBesideTheOldOneWhichServesUntilThen() {
        // Given
        FleetView before = new FleetView(List.of(worker("old", new Ready(3))));
        FleetView after =
                new FleetView(
                        List.of(
                                worker("old", new Ready(3)),
                                new Worker("new", INT8, new Ready(0), false)));

        // Then
        assertEquals(List.of(new Start(INT8)), actions(before, 1, INT8));
        assertEquals(List.of(new Drain("old")), actions(after, 1, INT8));
    }

    @Test
    void whereBothHaveNoRoomTheOldOneMakesRoomFirst() {
        // Given one device
        PlannerSettings one = settings(PlanLimits.ofDevices(1));
        FleetView serving = new FleetView(List.of(worker("old", new Ready(3))));
        FleetView draining = new FleetView(List.of(worker("old", new Draining(3))));
        FleetView drained = new FleetView(List.of(worker("old", new Draining(0))));

        // Then the device is never held twice
        assertEquals(
                List.of(new Drain("old")), ActionSequence.from(one, serving, 1, INT8).actions());
        assertEquals(List.of(), ActionSequence.from(one, draining, 1, INT8).actions());
        assertEquals(
                List.of(new Stop("old"), new Start(INT8)),
                ActionSequence.from(one, drained, 1, INT8).actions());
    }

    @Test
    void aHigherCapWaitsForTheBudget() {
        // Given 1,000 W: 300 W and 300 W run, and 600 W each are wished for
        PlannerSettings tight = settings(new PlanLimits(8, 1_000, Double.POSITIVE_INFINITY, 0));
        FleetView fleet =
                new FleetView(
                        List.of(
                                new Worker("a", POINT.withCap(300), new Ready(0), false),
                                new Worker("b", POINT.withCap(300), new Ready(0), false)));

        // Then one of them gets it
        assertEquals(
                List.of(new PlanAction.ChangePoint("a", POINT)),
                ActionSequence.from(tight, fleet, 2, POINT).actions());
    }

    @Property(tries = 300)
    void noSequenceOfLoadsBreaksALimitOrStopsAWorkerThatWasNotDrained(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 12) Integer> loads,
            @ForAll @IntRange(min = 0, max = 6) int devices,
            @ForAll @IntRange(min = 0, max = 5_000) int watts,
            @ForAll @IntRange(min = -1, max = 9) int manual,
            @ForAll boolean twoPrecisions) {
        // Given
        PlanLimits limits = new PlanLimits(devices, watts, Double.POSITIVE_INFINITY, 0);
        PlannerSettings settings = settings(limits);
        Planner[] planners = {
            new Planner(settings, Planning::replay),
            new Planner(
                    new PlannerSettings(GOAL, limits, KIND, List.of(INT8), COSTS).acting(),
                    Planning::replay)
        };
        FleetView fleet = new FleetView(List.of());
        for (int tick = 0; tick < loads.size(); tick++) {
            // When
            Planner planner = planners[twoPrecisions && tick % 10 >= 5 ? 1 : 0];
            LoadWindow window =
                    loads.get(tick) == 0
                            ? new LoadWindow(SECOND, List.of())
                            : load(loads.get(tick));
            Plan plan = planner.plan(fleet, List.of(window), tick * 30L * SECOND);

            // Then
            Map<String, Integer> actionsOf = new HashMap<>();
            for (PlanAction action : plan.actions()) {
                switch (action) {
                    case Start _ -> {}
                    case Stop stop -> {
                        count(actionsOf, stop.workerId());
                        assertEquals(new Draining(0), phase(fleet, stop.workerId()));
                    }
                    case Drain drain -> {
                        count(actionsOf, drain.workerId());
                        assertInstanceOf(Ready.class, phase(fleet, drain.workerId()));
                    }
                    case Resume resume -> {
                        count(actionsOf, resume.workerId());
                        assertInstanceOf(Draining.class, phase(fleet, resume.workerId()));
                    }
                    case PlanAction.ChangePoint change -> {
                        count(actionsOf, change.workerId());
                        assertInstanceOf(Ready.class, phase(fleet, change.workerId()));
                    }
                }
            }
            assertTrue(actionsOf.values().stream().allMatch(n -> n == 1), actionsOf::toString);
            List<Worker> next = Planning.carriedOut(fleet, plan.toCarryOut(), tick);
            assertTrue(next.size() <= devices, plan::explanation);
            assertTrue(600 * next.size() <= watts, plan::explanation);
            fleet =
                    new FleetView(
                            next, manual < 0 ? OptionalInt.empty() : OptionalInt.of(manual), 0);
        }
    }

    private static List<PlanAction> actions(FleetView fleet, int wanted, WorkerPoint point) {
        return ActionSequence.from(settings(PlanLimits.ofDevices(8)), fleet, wanted, point)
                .actions();
    }

    private static FleetView.Phase phase(FleetView fleet, String id) {
        return fleet.workers().stream()
                .filter(w -> w.id().equals(id))
                .findFirst()
                .orElseThrow()
                .phase();
    }

    private static void count(Map<String, Integer> actionsOf, String id) {
        actionsOf.merge(id, 1, Integer::sum);
    }
}
