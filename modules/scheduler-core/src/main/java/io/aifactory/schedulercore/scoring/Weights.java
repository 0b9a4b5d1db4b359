package io.aifactory.schedulercore.scoring;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.schedulercore.routing.RequestFeatures;

/**
 * What brings promises, worker time, energy and waiting to one unit, milliseconds. Nothing is set
 * by hand for a device, a model, a kind of traffic or a taste:
 *
 * <ul>
 *   <li>A broken promise and a millisecond of waiting cost what {@link SlackPrice} says, by the
 *       time that was promised until the first token.
 *   <li>A millisecond of worker time costs what it has cost others lately: the promises that were
 *       expected to break for each millisecond of work put on a worker, the dual price of slack.
 *   <li>A joule costs the worker time that the same money buys.
 * </ul>
 */
final class Weights {
    /** Weight of the newest decision in the price; the mean is over about the last hundred. */
    private static final double NEWEST = 0.01;

    private static final double MILLIS_PER_HOUR = 3_600_000;

    private final CostModel costs;
    private double missesPerMilli;
    private double promisedMillis = SlackPrice.USUAL_TTFT_MILLIS;

    Weights(CostModel costs) {
        this.costs = costs;
    }

    /** Milliseconds that a broken promise counts in this decision. */
    double promise(RequestFeatures request) {
        return SlackPrice.promise(request.slo(), promisedMillis);
    }

    /** Milliseconds that a millisecond of worker time counts. */
    double work(double promise) {
        return Math.max(0, missesPerMilli) * promise;
    }

    double money(double joules) {
        return costs.prices().money(joules);
    }

    /** Milliseconds of a worker for the same money; 0 where its time costs nothing. */
    double millis(double money) {
        return costs.machinePerHour() == 0 ? 0 : money * MILLIS_PER_HOUR / costs.machinePerHour();
    }

    /**
     * A decision was made.
     *
     * @param misses of others, summed over all candidates
     * @param workMillis summed over all candidates
     */
    void decided(RequestFeatures request, double misses, double workMillis) {
        if (workMillis > 0) {
            missesPerMilli += NEWEST * (misses / workMillis - missesPerMilli);
        }
        if (!Double.isInfinite(request.slo().ttftMillis())) {
            promisedMillis += NEWEST * (request.slo().ttftMillis() - promisedMillis);
        }
    }
}
