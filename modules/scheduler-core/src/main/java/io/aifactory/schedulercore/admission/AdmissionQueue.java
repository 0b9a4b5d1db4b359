package io.aifactory.schedulercore.admission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A bounded queue of requests that wait for a place. Requests that were running already and lost
 * their worker come back to the front and are never refused.
 */
public final class AdmissionQueue<T> {
    private final int capacity;
    private final QueueOrder order;
    private final ArrayList<Waiting<T>> waiting = new ArrayList<>();
    private final List<Waiting<T>> view = Collections.unmodifiableList(waiting);

    /**
     * @param capacity how many may wait; at least 0
     */
    public AdmissionQueue(int capacity, QueueOrder order) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must not be negative: " + capacity);
        }
        this.capacity = capacity;
        this.order = order;
    }

    /**
     * Lets a request wait.
     *
     * @return whether there was room
     */
    public boolean offer(Waiting<T> request) {
        return waiting.size() < capacity && waiting.add(request);
    }

    /** Lets a request wait that has been admitted before: at the front, and also when full. */
    public void readmit(Waiting<T> request) {
        waiting.addFirst(request);
    }

    /** Takes the next request for which a place is free; empty if there is none. */
    public Optional<Waiting<T>> poll(Predicate<T> ready) {
        Optional<Waiting<T>> next = order.next(view, ready);
        next.ifPresent(waiting::remove);
        return next;
    }

    /** Removes a request that no longer wants to wait; false if it does not wait here. */
    public boolean remove(T item) {
        return waiting.removeIf(w -> w.item().equals(item));
    }

    /** How long the first of the queue has waited, in nanoseconds; 0 if nobody waits. */
    public long longestWaitNanos(long nowNanos) {
        return waiting.isEmpty() ? 0 : nowNanos - waiting.getFirst().sinceNanos();
    }

    public int size() {
        return waiting.size();
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }
}
