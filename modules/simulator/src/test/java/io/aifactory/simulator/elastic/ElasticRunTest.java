package io.aifactory.simulator.elastic;

import static io.aifactory.simulator.elastic.Elastic.MILLI;
import static io.aifactory.simulator.elastic.Elastic.POINT;
import static io.aifactory.simulator.elastic.Elastic.SECOND;
import static io.aifactory.simulator.elastic.Elastic.setup;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.schedulercore.planning.FleetView.Draining;
import io.aifactory.schedulercore.planning.FleetView.Ready;
import io.aifactory.schedulercore.planning.FleetView.Worker;
import io.aifactory.schedulercore.planning.LoadWindow;
import io.aifactory.schedulercore.planning.PlanAction;
import io.aifactory.schedulercore.power.WorkerEnergy;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.simulator.Outcome;
import io.aifactory.simulator.Percentiles;
import io.aifactory.simulator.Run;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.Simulation;
import io.aifactory.simulator.SloRule;
import io.aifactory.simulator.elastic.PowerLedger.Use;
import io.aifactory.simulator.model.Measured;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.trace.Arrival;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ElasticRunTest {
    @Test
    void aRequestTakesItsPrefillAndAStepForEachFurtherToken() {
        // Given 100 prompt tokens in steps of 64: 1.64 ms + 1.36 ms, then 2 steps of 1.1 ms
        ElasticReport report = run(1, List.of(new Arrival(5, 100, 3)), FleetControl.NONE, SECOND);

        // Then
        assertEquals(3.0, report.ttftP99Millis(), 1e-9);
        assertEquals(1.1, report.itlP99Millis(), 1e-9);
        assertEquals(1.0, report.share());
        // steps of 0.82 J, 0.68 J, 0.55 J, 0.55 J, and 994.8 ms idle
        assertEquals(2.6, report.ledger().joules(Use.STEPS), 1e-6);
        assertEquals(99.48, report.ledger().joules(Use.IDLE), 1e-6);
        // and the other one of two devices parked at 20 W
        assertEquals(122.08, report.joules(), 1e-6);
    }

    @Property(tries = 40)
    void stepsTakenTogetherGiveTheFiguresOfStepsTakenOneByOne(
            @ForAll @IntRange(min = 1, max = 80) int requests, @ForAll long seed) {
        // Given the same worker in the simulation that takes every step
        List<Arrival> arrivals = Elastic.arrivals(120, requests, 40, 30, 1, seed);
        WorkerModel model =
                new WorkerModel(
                        "test",
                        new Measured(Elastic.TIME),
                        new WorkerEnergy(new EnergyLaw(0.5, 0.05, 0.005), 100),
                        100_000,
                        16,
                        64,
                        4,
                        1);
        Scenario scenario = new Scenario(1, model, new SloRule(200, 0, 5), CostModel.declared());

        // When
        Run oneByOne = Simulation.run(scenario, new LeastLoaded(), arrivals);
        ElasticReport together = run(1, arrivals, FleetControl.NONE, 0);

        // Then
        assertEquals(oneByOne.goodput(), together.share(), 1e-9);
        near(p99(oneByOne, Outcome::ttftMillis), together.ttftP99Millis());
        near(p99(oneByOne, Outcome::itlMillis), together.itlP99Millis());
        near(oneByOne.stepJoules(), together.ledger().joules(Use.STEPS));
    }

    private static double p99(Run run, ToDoubleFunction<Outcome> figure) {
        return Percentiles.of(run.outcomes().stream().mapToDouble(figure)).p99();
    }

    private static void near(double expected, double figure) {
        assertEquals(expected, figure, 1e-6 * expected);
    }

    @Test
    void aStartedWorkerServesAfterItsColdStartWhichIsBooked() {
        // Given no worker, a request at once, and a start after a second
        FleetControl start = at(SECOND, (fleet, now) -> fleet.apply(new PlanAction.Start(POINT)));

        // When
        ElasticReport report = run(0, List.of(new Arrival(0, 10, 1)), start, 4 * SECOND);

        // Then 1 s + 2 s + 1.1 ms
        assertEquals(3_001.1, report.ttftP99Millis(), 1e-6);
        assertEquals(1, report.coldStarts());
        assertEquals(600, report.ledger().joules(Use.STARTING), 1e-6);
        // of two devices, one for 4 s and one for 1 s
        assertEquals(20 * 5, report.parkedJoules(), 1e-6);
        assertEquals(0.75, report.meanWorkers(), 1e-9);
    }

    @Test
    void aCapStretchesStepsAndWhatIsLeftOfTheOneUnderWay() {
        // Given a prompt of 64 tokens: 1.64 ms at 500 W, and a cap of 250 W after half of it
        FleetControl cap =
                at(
                        820_000L,
                        (fleet, now) ->
                                fleet.apply(
                                        new PlanAction.ChangePoint(
                                                "worker-0", POINT.withCap(250))));

        // When
        ElasticReport report = run(1, List.of(new Arrival(0, 64, 1)), cap, 10 * MILLI);

        // Then the second half takes (500 - 100) / (250 - 100) times as long, at 250 W
        double half = 0.82 * 400 / 150;
        assertEquals(0.82 + half, report.ttftP99Millis(), 1e-5);
        assertEquals(0.41 + half / 1e3 * 250, report.ledger().joules(Use.STEPS), 1e-6);
    }

    @Test
    void whatIsNotDrainedIsNotStopped() {
        FleetControl stop = at(MILLI, (fleet, now) -> fleet.apply(new PlanAction.Stop("worker-0")));
        assertThrows(
                IllegalArgumentException.class,
                () -> run(1, List.of(new Arrival(0, 10, 5)), stop, 0));
    }

    @Property(tries = 20)
    void noRequestIsLostInAThousandRandomChangesOfTheFleet(@ForAll long seed) {
        // Given a control that starts, drains, resumes, stops and caps at random every 5 ms
        SplittableRandom random = new SplittableRandom(seed);
        FleetControl chaos = every(5 * MILLI, (fleet, now) -> change(fleet, random));
        List<Arrival> arrivals = Elastic.arrivals(200, 250, 60, 20, 1, seed);

        // When
        ElasticReport report = run(2, arrivals, chaos, 5 * SECOND);

        // Then
        assertEquals(0, report.unserved());
        assertEquals(
                arrivals.stream().mapToLong(Arrival::outputTokens).sum(), report.outputTokens());
        assertTrue(report.seconds() >= 5);
    }

    private static void change(ElasticFleet fleet, SplittableRandom random) {
        List<Worker> workers = fleet.view().workers();
        if (workers.isEmpty() || (workers.size() < 5 && random.nextInt(4) == 0)) {
            fleet.apply(new PlanAction.Start(POINT));
            return;
        }
        Worker worker = workers.get(random.nextInt(workers.size()));
        switch (worker.phase()) {
            case Ready _ when random.nextBoolean() && workers.size() > 1 ->
                    fleet.apply(new PlanAction.Drain(worker.id()));
            case Ready _ ->
                    fleet.apply(
                            new PlanAction.ChangePoint(
                                    worker.id(), POINT.withCap(200 + random.nextInt(400))));
            case Draining draining when draining.inFlight() == 0 && random.nextBoolean() ->
                    fleet.apply(new PlanAction.Stop(worker.id()));
            case Draining _ -> fleet.apply(new PlanAction.Resume(worker.id()));
            default -> {}
        }
    }

    @Test
    void aReplayCountsTheWindowUnderTheLoadOfTheOneBefore() {
        // Given two prompts of 164 ms, every 150 ms; 200 ms to the first token are promised
        LoadWindow window =
                new LoadWindow(
                        150 * MILLI,
                        List.of(
                                new LoadWindow.Request(0, 6_400, 1),
                                new LoadWindow.Request(1, 6_400, 1)));
        SimulatedReplay replay = new SimulatedReplay(setup(1));

        // Then one worker alone falls behind, and two are late by 14 ms, which is in time
        assertEquals(0, replay.replay(1, POINT, window, setup(1).goal()).good());
        assertEquals(2, replay.replay(2, POINT, window, setup(1).goal()).good());
        assertEquals(0, replay.replay(0, POINT, window, setup(1).goal()).share());
    }

    private static ElasticReport run(
            int workers, List<Arrival> arrivals, FleetControl control, long length) {
        return ElasticRun.run(setup(workers), new LeastLoaded(), arrivals, control, 2, length);
    }

    private static FleetControl every(long nanos, BiConsumer<ElasticFleet, Long> what) {
        return new FleetControl() {
            @Override
            public long everyNanos() {
                return nanos;
            }

            @Override
            public void control(ElasticFleet fleet, long nowNanos) {
                what.accept(fleet, nowNanos);
            }
        };
    }

    private static FleetControl at(long nanos, BiConsumer<ElasticFleet, Long> what) {
        return every(
                nanos,
                (fleet, now) -> {
                    if (now == nanos) {
                        what.accept(fleet, now);
                    }
                });
    }
}
