package io.aifactory.schedulercore.planning;

import io.aifactory.economics.cost.CostModel;
import java.util.List;

/**
 * What a planner goes by.
 *
 * @param goal what is promised
 * @param limits what is never exceeded
 * @param kind of the workers
 * @param points operating points to look at, the preferred first; not empty
 * @param paces in milliseconds, rising, to which ready workers may be slowed where that is enough
 *     for the next requests and saves energy; see {@link WorkerPoint#paceMillis}
 * @param costs what a device-hour and a kilowatt-hour cost; with devices that cost nothing, the
 *     planner saves joules
 * @param advisory plans are read and not carried out
 * @param mostReplays of one plan; at least 1
 */
public record PlannerSettings(
        ServiceGoal goal,
        PlanLimits limits,
        WorkerKind kind,
        List<WorkerPoint> points,
        List<Double> paces,
        CostModel costs,
        boolean advisory,
        int mostReplays) {
    private static final int MOST_REPLAYS = 64;
    private static final double SECONDS_PER_HOUR = 3_600;

    public PlannerSettings {
        points = List.copyOf(points);
        paces = paces.stream().sorted().toList();
        if (points.isEmpty() || mostReplays < 1) {
            throw new IllegalArgumentException(
                    "a planner needs an operating point and a replay, not %s and %d"
                            .formatted(points, mostReplays));
        }
    }

    /** That advises, with a bound of 64 replays. */
    public PlannerSettings(
            ServiceGoal goal,
            PlanLimits limits,
            WorkerKind kind,
            List<WorkerPoint> points,
            CostModel costs) {
        this(goal, limits, kind, points, List.of(), costs, true, MOST_REPLAYS);
    }

    /** The same, to be carried out. */
    public PlannerSettings acting() {
        return new PlannerSettings(goal, limits, kind, points, paces, costs, false, mostReplays);
    }

    /** The same with paces. */
    public PlannerSettings pacedAt(List<Double> otherPaces) {
        return new PlannerSettings(
                goal, limits, kind, points, otherPaces, costs, advisory, mostReplays);
    }

    /** Money for an hour of workers' devices at a power of all together. */
    double moneyPerHour(int workers, double watts) {
        return costs.of(
                        watts * SECONDS_PER_HOUR,
                        (double) workers * kind.devices() * SECONDS_PER_HOUR)
                .money();
    }

    /** Whether so many workers are within all limits at their highest draw. */
    boolean allows(int workers, double peakWatts) {
        return (long) workers * kind.devices() <= limits.devices()
                && peakWatts <= limits.watts()
                && moneyPerHour(workers, peakWatts) <= limits.moneyPerHour();
    }

    /** Most workers at a point that are within all limits. */
    int mostWorkers(WorkerPoint point) {
        int low = 0;
        int high = limits.devices() / kind.devices();
        while (low < high) {
            int middle = (int) (((long) low + high + 1) / 2);
            if (allows(middle, middle * kind.peakWatts(point))) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * Seconds for which the smaller fleet has to be enough before stopping workers and starting
     * them again costs no more than keeping them: the rent after which one buys (ski rental; Karlin
     * et al., "Competitive snoopy caching", Algorithmica 3, 1988), which never costs more than
     * twice what hindsight would.
     *
     * @param larger the fleet as it is, under the load as it is
     * @param smaller with fewer workers
     * @return infinite where the smaller one costs no less
     */
    double breakEvenSeconds(JudgedFleet larger, JudgedFleet smaller) {
        ColdStart start = kind.coldStart();
        double restart =
                (larger.workers() - smaller.workers())
                        * costs.of(start.joules(), start.seconds() * kind.devices()).money();
        double parked = kind.parkedWatts() * (larger.workers() - smaller.workers());
        double savedEachHour =
                larger.moneyPerHour() - smaller.moneyPerHour() - moneyPerHour(0, parked);
        return savedEachHour > 0
                ? restart / savedEachHour * SECONDS_PER_HOUR
                : Double.POSITIVE_INFINITY;
    }
}
