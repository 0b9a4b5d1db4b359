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
        CostModel costs,
        boolean advisory,
        int mostReplays) {
    private static final int MOST_REPLAYS = 64;
    private static final double SECONDS_PER_HOUR = 3_600;

    public PlannerSettings {
        points = List.copyOf(points);
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
        this(goal, limits, kind, points, costs, true, MOST_REPLAYS);
    }

    /** The same, to be carried out. */
    public PlannerSettings acting() {
        return new PlannerSettings(goal, limits, kind, points, costs, false, mostReplays);
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
     * Seconds for which a worker has to be without use before stopping it and starting it again
     * costs no more than keeping it: the rent after which one buys (ski rental; Karlin et al.,
     * "Competitive snoopy caching", Algorithmica 3, 1988), which never costs more than twice what
     * hindsight would. Infinite where keeping costs nothing.
     */
    double breakEvenSeconds() {
        ColdStart start = kind.coldStart();
        double restart = costs.of(start.joules(), start.seconds() * kind.devices()).money();
        double keepingASecond =
                costs.of(kind.idleWatts() - kind.parkedWatts(), kind.devices()).money();
        return keepingASecond > 0 ? restart / keepingASecond : Double.POSITIVE_INFINITY;
    }
}
