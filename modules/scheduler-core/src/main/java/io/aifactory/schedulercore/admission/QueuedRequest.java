package io.aifactory.schedulercore.admission;

import io.aifactory.schedulercore.routing.RequestFeatures;

/**
 * A request as {@link FairQueue} sees it.
 *
 * @param item what waits; no two equal ones wait at once
 * @param tenant who pays
 * @param weight share of that tenant, for a tenant without one 1; from {@value #LEAST_WEIGHT} to
 *     {@value #MOST_WEIGHT}. The latest request of a tenant says
 * @param slo its class
 * @param group requests of a group fit into the same places, for example those for one model: if
 *     there is none for one of them, there is none for all
 * @param cost service it is expected to take, in engine milliseconds or tokens, the same unit for
 *     all requests of a queue; positive, at most {@value #MOST_COST}
 * @param sinceNanos when it came, on the caller's monotonic clock
 * @param boundNanos time from then to the deadline; {@link Long#MAX_VALUE} = none, negative =
 *     passed already
 */
public record QueuedRequest<T>(
        T item,
        String tenant,
        double weight,
        SloClass slo,
        String group,
        double cost,
        long sinceNanos,
        long boundNanos) {
    /** No deadline. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    static final double LEAST_WEIGHT = 1e-6;
    static final double MOST_WEIGHT = 1e6;
    static final double MOST_COST = 1e12;

    private static final double NANOS_PER_MILLI = 1e6;

    public QueuedRequest {
        if (!(weight >= LEAST_WEIGHT && weight <= MOST_WEIGHT)) {
            throw new IllegalArgumentException(
                    "the weight of tenant '%s' is %s; give a number from %s to %s"
                            .formatted(tenant, weight, LEAST_WEIGHT, MOST_WEIGHT));
        }
        if (!(cost > 0 && cost <= MOST_COST)) {
            throw new IllegalArgumentException(
                    "a request of tenant '%s' costs %s; give a positive number up to %s"
                            .formatted(tenant, cost, MOST_COST));
        }
    }

    /**
     * A request with the TTFT bound of its features as its deadline and its model as its group.
     *
     * @param item what waits
     * @param features tenant, model and bound
     * @param weight as the record's
     * @param cost as the record's
     */
    public static <T> QueuedRequest<T> of(
            T item,
            RequestFeatures features,
            double weight,
            SloClass slo,
            double cost,
            long sinceNanos) {
        double millis = features.slo().ttftMillis();
        // larger than a long can hold becomes Long.MAX_VALUE, which is no bound
        long bound = (long) (millis * NANOS_PER_MILLI);
        return new QueuedRequest<>(
                item, features.tenant(), weight, slo, features.model(), cost, sinceNanos, bound);
    }

    boolean isBounded() {
        return boundNanos != UNBOUNDED;
    }
}
