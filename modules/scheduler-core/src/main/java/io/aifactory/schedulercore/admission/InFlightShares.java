package io.aifactory.schedulercore.admission;

import java.util.HashMap;
import java.util.Map;

/**
 * Which tenants have no more in flight than their part of all that is in flight. Places that are
 * kept for those are free when somebody modest comes, however much the others send; without them a
 * fair queue only shortens the wait until somebody else's request has ended. Not thread-safe.
 */
public final class InFlightShares {
    private static final class Tenant {
        private double weight;
        private int requests;
    }

    private final Map<String, Tenant> tenants = new HashMap<>();
    private int requests;

    /**
     * A request of this tenant is placed.
     *
     * @param weight as in {@link QueuedRequest}; the latest counts
     */
    public void placed(String tenant, double weight) {
        Tenant entry = tenants.computeIfAbsent(tenant, name -> new Tenant());
        entry.weight = weight;
        entry.requests++;
        requests++;
    }

    /** One of its requests has ended; more than were placed are passed over. */
    public void ended(String tenant) {
        Tenant entry = tenants.get(tenant);
        if (entry != null) {
            requests--;
            if (--entry.requests == 0) {
                tenants.remove(tenant);
            }
        }
    }

    /**
     * Whether it has its share or less once one more of its requests is placed, among the tenants
     * with something in flight and itself.
     *
     * @param weight as in {@link QueuedRequest}
     */
    public boolean isWithin(String tenant, double weight) {
        double weights = weight;
        int own = 0;
        for (Map.Entry<String, Tenant> entry : tenants.entrySet()) {
            if (entry.getKey().equals(tenant)) {
                own = entry.getValue().requests;
            } else {
                weights += entry.getValue().weight;
            }
        }
        return (own + 1) * weights <= (requests + 1) * weight;
    }
}
