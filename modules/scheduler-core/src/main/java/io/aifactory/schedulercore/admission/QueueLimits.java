package io.aifactory.schedulercore.admission;

/**
 * How much may wait, and how long a search may take.
 *
 * @param requests that may wait in all; at least 0
 * @param requestsPerTenant that may wait of one tenant, so that none fills the queue alone; at
 *     least 0
 * @param credit service per weight by which a tenant that waits may fall behind before the rest is
 *     forgiven: what nobody could place for hours is not made up for by hours of nobody else; in
 *     the unit of costs; positive, infinite = never forgiven
 * @param passedBy requests that one poll passes by, because there is no place for them alone,
 *     before it gives up; at least 1
 * @param idleTenants whose debt is remembered while they do not wait; at least 0
 */
public record QueueLimits(
        int requests, int requestsPerTenant, double credit, int passedBy, int idleTenants) {
    public QueueLimits {
        if (requests < 0 || requestsPerTenant < 0 || passedBy < 1 || idleTenants < 0) {
            throw new IllegalArgumentException(
                    "%d requests, %d of one tenant, %d passed by, %d idle tenants: give 0 or more, and at least 1 to be passed by"
                            .formatted(requests, requestsPerTenant, passedBy, idleTenants));
        }
        if (!(credit > 0)) {
            throw new IllegalArgumentException("the credit is positive, not " + credit);
        }
    }

    /** Room for so many, half of it for one tenant; credits are never forgiven. */
    public static QueueLimits of(int requests) {
        return new QueueLimits(
                requests, Math.ceilDiv(requests, 2), Double.POSITIVE_INFINITY, 256, 10_000);
    }
}
