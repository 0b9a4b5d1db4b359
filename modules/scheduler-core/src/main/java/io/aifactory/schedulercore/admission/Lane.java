package io.aifactory.schedulercore.admission;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tenants that share one band by their weights: the one that was served least for its weight comes
 * next. Who comes back starts where the lane stands, so nobody saves up while away (start-time fair
 * queueing, Goyal, Vin and Cheng, SIGCOMM 1996; counters that are corrected afterwards as in the
 * virtual token counter, Sheng et al., OSDI 2024).
 *
 * <p>A tenant either waits, or runs only, or rests with a debt; who rests without one is forgotten.
 */
final class Lane<T> {
    private final QueueLimits limits;
    private final Map<String, Flow<T>> flows = new HashMap<>();

    /** Those who wait, by group. */
    private final Map<String, NavigableSet<Flow<T>>> waiting = new HashMap<>();

    private final TreeSet<Flow<T>> resting = new TreeSet<>(Flow.LEAST_SERVED);
    private double stand;

    Lane(QueueLimits limits) {
        this.limits = limits;
    }

    /** The tenant's place here; who is new starts where the lane stands. */
    Flow<T> flow(String tenant) {
        return flows.computeIfAbsent(
                tenant,
                name -> {
                    Flow<T> flow = new Flow<>(this, name);
                    flow.liftTo(stand);
                    return flow;
                });
    }

    Set<String> groups() {
        return Collections.unmodifiableSet(waiting.keySet());
    }

    /** Tenants that wait with a group, the least served first; empty if there are none. */
    NavigableSet<Flow<T>> waiting(String group) {
        return waiting.getOrDefault(group, new TreeSet<>(Flow.LEAST_SERVED));
    }

    void add(Entry<T> entry) {
        Flow<T> flow = entry.flow();
        if (!flow.waits()) {
            resting.remove(flow);
            flow.liftTo(stand);
        }
        flow.add(entry);
        enter(flow, entry.request().group());
    }

    void remove(Entry<T> entry) {
        Flow<T> flow = entry.flow();
        flow.remove(entry);
        if (!flow.waitsWith(entry.request().group())) {
            leave(flow, entry.request().group());
        }
        settled(flow);
    }

    /** One of a tenant that waits is served: the lane stands there, and never goes back. */
    void serves(Flow<T> flow) {
        stand = Math.max(stand, flow.served());
        while (!resting.isEmpty() && resting.first().served() <= stand) {
            forget(resting.first());
        }
        double least = stand - limits.credit();
        for (NavigableSet<Flow<T>> group : waiting.values()) {
            while (group.first().served() < least) {
                Flow<T> behind = group.first();
                moved(behind, () -> behind.liftTo(least));
            }
        }
    }

    /** Keeps all orders while a tenant's counter changes. */
    void moved(Flow<T> flow, Runnable change) {
        boolean rests = resting.remove(flow);
        List<NavigableSet<Flow<T>>> sets = flow.groups().stream().map(this::waiting).toList();
        sets.forEach(set -> set.remove(flow));
        change.run();
        sets.forEach(set -> set.add(flow));
        if (rests) {
            settled(flow);
        }
    }

    /** A tenant with which nothing happens rests, or is forgotten if it owes nothing. */
    void settled(Flow<T> flow) {
        if (flow.waits() || !flow.isSettled()) {
            return;
        }
        if (flow.served() <= stand) {
            forget(flow);
            return;
        }
        resting.add(flow);
        if (resting.size() > limits.idleTenants()) {
            forget(resting.first());
        }
    }

    private void enter(Flow<T> flow, String group) {
        waiting.computeIfAbsent(group, name -> new TreeSet<>(Flow.LEAST_SERVED)).add(flow);
    }

    private void leave(Flow<T> flow, String group) {
        NavigableSet<Flow<T>> set = waiting(group);
        set.remove(flow);
        if (set.isEmpty()) {
            waiting.remove(group);
        }
    }

    private void forget(Flow<T> flow) {
        resting.remove(flow);
        flows.remove(flow.tenant(), flow);
    }
}
