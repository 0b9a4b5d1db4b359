package io.aifactory.schedulercore.planning;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.cost.EnergyPrices;
import io.aifactory.schedulercore.planning.FleetView.Draining;
import io.aifactory.schedulercore.planning.FleetView.Phase;
import io.aifactory.schedulercore.planning.FleetView.Ready;
import io.aifactory.schedulercore.planning.FleetView.Starting;
import io.aifactory.schedulercore.planning.FleetView.Worker;
import io.aifactory.schedulercore.planning.PlanAction.ChangePoint;
import io.aifactory.schedulercore.planning.PlanAction.Drain;
import io.aifactory.schedulercore.planning.PlanAction.Resume;
import io.aifactory.schedulercore.planning.PlanAction.Start;
import io.aifactory.schedulercore.planning.PlanAction.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the planner's tests share: workers that serve a request a second, and fleets of them. */
final class Planning {
    static final long SECOND = 1_000_000_000L;
    static final WorkerPoint POINT = new WorkerPoint(8, "bf16");
    static final ServiceGoal GOAL = new ServiceGoal(1_000, 25, 0.99);

    /** 60 s and 6,000 J until it serves; 100 W idle: a stop pays after a minute. */
    static final WorkerKind KIND = new WorkerKind(1, 600, 100, 0, new ColdStart(60, 6_000));

    /** Joules alone. */
    static final CostModel COSTS = new CostModel(EnergyPrices.declared(), 0);

    private Planning() {}

    static PlannerSettings settings(PlanLimits limits) {
        return new PlannerSettings(GOAL, limits, KIND, List.of(POINT), COSTS).acting();
    }

    /** A worker serves as many requests a second as an eighth of its batch; at most 600 W. */
    static Replay.Outcome replay(
            int workers, WorkerPoint point, LoadWindow window, ServiceGoal goal) {
        double capacity = workers * point.batch() / 8.0 * Math.min(1, point.capWatts() / 600);
        int requests = window.requests().size();
        int good = (int) Math.min(requests, capacity * window.seconds() + 1e-6);
        return new Replay.Outcome(requests, good, 100 * workers + 500.0 * good / window.seconds());
    }

    /** Ten seconds with so many requests in each. */
    static LoadWindow load(int perSecond) {
        return new LoadWindow(
                10 * SECOND,
                IntStream.range(0, 10 * perSecond)
                        .mapToObj(i -> new LoadWindow.Request(i * SECOND / perSecond, 100, 10))
                        .toList());
    }

    static FleetView ready(int workers) {
        return new FleetView(
                IntStream.range(0, workers).mapToObj(i -> worker("w" + i, new Ready(0))).toList());
    }

    static Worker worker(String id, Phase phase) {
        return new Worker(id, POINT, phase, false);
    }

    /** The fleet after the actions; workers finish what they have, and starts take no time. */
    static List<Worker> carriedOut(FleetView fleet, List<PlanAction> actions, int tick) {
        List<Worker> workers = new ArrayList<>(fleet.workers());
        workers.replaceAll(w ->
                switch (w.phase()) {
                    case Starting _ -> with(w, new Ready(1));
                    case Ready _ -> w;
                    case Draining _ -> with(w, new Draining(0));
                });
        for (PlanAction action : actions) {
            switch (action) {
                case Start start ->
                        workers.add(
                                new Worker(
                                        tick + "-" + workers.size(),
                                        start.point(),
                                        new Starting(),
                                        false));
                case Drain drain ->
                        workers.replaceAll(w ->
                                w.id().equals(drain.workerId()) ? with(w, new Draining(1)) : w);
                case Resume resume ->
                        workers.replaceAll(
                                w -> w.id().equals(resume.workerId()) ? with(w, new Ready(1)) : w);
                case Stop stop -> workers.removeIf(w -> w.id().equals(stop.workerId()));
                case ChangePoint change ->
                        workers.replaceAll(w ->
                                w.id().equals(change.workerId())
                                        ? new Worker(w.id(), change.point(), w.phase(), false)
                                        : w);
            }
        }
        return workers;
    }

    private static Worker with(Worker worker, Phase phase) {
        return new Worker(worker.id(), worker.point(), phase, worker.pinned());
    }
}
