package io.aifactory.schedulercore.admission;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One tenant in one lane: what it waits with, by group, and how much it has been served there, per
 * weight.
 */
final class Flow<T> {
    /** The least served first. */
    static final Comparator<Flow<?>> LEAST_SERVED =
            Comparator.<Flow<?>>comparingDouble(f -> f.served).thenComparing(f -> f.tenant);

    private final Lane<T> lane;
    private final String tenant;
    private final Map<String, NavigableSet<Entry<T>>> groups = new HashMap<>();
    private double weight = 1;
    private double served;
    private int openCharges;

    Flow(Lane<T> lane, String tenant) {
        this.lane = lane;
        this.tenant = tenant;
    }

    Lane<T> lane() {
        return lane;
    }

    String tenant() {
        return tenant;
    }

    /** Service per weight; may fall when too much was charged before. */
    double served() {
        return served;
    }

    boolean waits() {
        return !groups.isEmpty();
    }

    /** Nothing of it runs whose cost may still change. */
    boolean isSettled() {
        return openCharges == 0;
    }

    /** With which it waits. */
    Set<String> groups() {
        return groups.keySet();
    }

    /** Those of a group that wait; there is at least one. */
    NavigableSet<Entry<T>> waiting(String group) {
        return Objects.requireNonNull(groups.get(group));
    }

    boolean waitsWith(String group) {
        return groups.containsKey(group);
    }

    void charge(double service) {
        double change = service / weight;
        lane.moved(this, () -> served += change);
    }

    void opened() {
        openCharges++;
    }

    void closed() {
        openCharges--;
        lane.settled(this);
    }

    /** Never less than this: what was missed before is forgiven. */
    void liftTo(double least) {
        served = Math.max(served, least);
    }

    void add(Entry<T> entry) {
        weight = entry.request().weight();
        groups.computeIfAbsent(entry.request().group(), name -> new TreeSet<>(Entry.DUE))
                .add(entry);
    }

    void remove(Entry<T> entry) {
        NavigableSet<Entry<T>> group = waiting(entry.request().group());
        group.remove(entry);
        if (group.isEmpty()) {
            groups.remove(entry.request().group());
        }
    }
}
