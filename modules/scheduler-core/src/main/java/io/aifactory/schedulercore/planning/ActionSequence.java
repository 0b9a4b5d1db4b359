package io.aifactory.schedulercore.planning;

import io.aifactory.schedulercore.planning.FleetView.Draining;
import io.aifactory.schedulercore.planning.FleetView.Ready;
import io.aifactory.schedulercore.planning.FleetView.Starting;
import io.aifactory.schedulercore.planning.FleetView.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * From the fleet that is to a number of workers at a point. At most one action for each worker, and
 * none for one that starts; never beyond the limits on the way; only what is drained is stopped.
 * Used once.
 */
final class ActionSequence {
    private final PlannerSettings settings;
    private final WorkerPoint point;
    private final int wanted;
    private final FleetView fleet;
    private final List<PlanAction> actions = new ArrayList<>();
    private int occupied;
    private double peakWatts;
    private boolean held;

    private ActionSequence(
            PlannerSettings settings, FleetView fleet, int wanted, WorkerPoint point) {
        this.settings = settings;
        this.point = point;
        this.wanted = wanted;
        this.fleet = fleet;
        this.occupied = fleet.workers().size();
        this.peakWatts =
                fleet.workers().stream()
                        .mapToDouble(w -> settings.kind().peakWatts(w.point()))
                        .sum();
    }

    /**
     * What to do.
     *
     * @param actions in order
     * @param held a start waits until a worker that still occupies its devices is stopped
     */
    record Sequence(List<PlanAction> actions, boolean held) {}

    static Sequence from(PlannerSettings settings, FleetView fleet, int wanted, WorkerPoint point) {
        ActionSequence sequence = new ActionSequence(settings, fleet, wanted, point);
        sequence.arrange();
        return new Sequence(List.copyOf(sequence.actions), sequence.held);
    }

    private void arrange() {
        List<Worker> fitting = fleet.live().stream().filter(this::fits).toList();
        List<Worker> others = fleet.live().stream().filter(w -> !fits(w)).toList();
        int missing = Math.max(0, wanted - fitting.size());
        List<Worker> draining =
                fleet.workers().stream().filter(w -> w.phase() instanceof Draining).toList();
        // the busiest first: an idle one is the nearest to its stop
        List<Worker> resumed =
                draining.stream()
                        .filter(this::fits)
                        .sorted(Comparator.comparingInt(ActionSequence::inFlight).reversed())
                        .limit(missing)
                        .toList();
        resumed.forEach(w -> actions.add(new PlanAction.Resume(w.id())));
        draining.stream().filter(w -> !resumed.contains(w) && inFlight(w) == 0).forEach(this::stop);
        List<Worker> surplus = leastBusy(fitting, fitting.size() - wanted);
        surplus.forEach(w -> actions.add(new PlanAction.Drain(w.id())));
        fitting.stream().filter(w -> !surplus.contains(w)).forEach(this::changePoint);
        int starts = start(missing - resumed.size());
        held = starts < missing - resumed.size();
        // others serve until those that replace them do, or make room where they are in the way
        long serving =
                fitting.stream().filter(w -> w.phase() instanceof Ready).count()
                        + resumed.size()
                        + others.stream().filter(w -> w.phase() instanceof Ready).count();
        int spare = (int) (serving - wanted);
        boolean inTheWay = held && draining.isEmpty() && surplus.isEmpty();
        leastBusy(others, inTheWay ? Math.max(1, spare) : spare)
                .forEach(w -> actions.add(new PlanAction.Drain(w.id())));
    }

    private boolean fits(Worker worker) {
        return point.reachableFrom(worker.point());
    }

    private static List<Worker> leastBusy(List<Worker> workers, int count) {
        return workers.stream()
                .filter(w -> w.phase() instanceof Ready && !w.pinned())
                .sorted(Comparator.comparingInt(ActionSequence::inFlight))
                .limit(Math.max(0, count))
                .toList();
    }

    private void stop(Worker worker) {
        actions.add(new PlanAction.Stop(worker.id()));
        occupied--;
        peakWatts -= settings.kind().peakWatts(worker.point());
    }

    /** A lower cap always, a higher one only as far as the budget goes. */
    private void changePoint(Worker worker) {
        if (!(worker.phase() instanceof Ready) || worker.pinned() || worker.point().equals(point)) {
            return;
        }
        double more = settings.kind().peakWatts(point) - settings.kind().peakWatts(worker.point());
        if (more <= 0 || settings.allows(occupied, peakWatts + more)) {
            actions.add(new PlanAction.ChangePoint(worker.id(), point));
            peakWatts += more;
        }
    }

    private int start(int count) {
        double watts = settings.kind().peakWatts(point);
        int started = 0;
        while (started < count && settings.allows(occupied + 1, peakWatts + watts)) {
            actions.add(new PlanAction.Start(point));
            occupied++;
            peakWatts += watts;
            started++;
        }
        return started;
    }

    private static int inFlight(Worker worker) {
        return switch (worker.phase()) {
            case Starting _ -> 0;
            case Ready r -> r.inFlight();
            case Draining d -> d.inFlight();
        };
    }
}
