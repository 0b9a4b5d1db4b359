package io.aifactory.schedulercore.admission;

/** Requests as tests of the queue need them: item, tenant, and what matters to the case. */
final class QueuedRequests {
    static final SloClass FIRST = SloClass.INTERACTIVE;
    static final SloClass DEFERS = SloClass.STANDARD;
    static final SloClass REFUSES = SloClass.BEST_EFFORT;

    private QueuedRequests() {}

    /** For model m. */
    static QueuedRequest<String> request(
            String item,
            String tenant,
            double weight,
            SloClass slo,
            double cost,
            long since,
            long bound) {
        return new QueuedRequest<>(item, tenant, weight, slo, "m", cost, since, bound);
    }

    /** For another model, of weight and cost 1, without a bound. */
    static QueuedRequest<String> inGroup(String item, String tenant, String group) {
        return new QueuedRequest<>(item, tenant, 1, DEFERS, group, 1, 0, QueuedRequest.UNBOUNDED);
    }
}
