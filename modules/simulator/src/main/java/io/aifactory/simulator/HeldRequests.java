package io.aifactory.simulator;

import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.simulator.engine.SimulatedSequence;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Requests that a gate holds, by rank and then by arrival. */
final class HeldRequests {
    record Held(RequestFeatures features, SimulatedSequence sequence, double rank) {}

    private final PriorityQueue<Held> held =
            new PriorityQueue<>(
                    Comparator.comparingDouble(Held::rank)
                            .reversed()
                            .thenComparingInt(h -> h.sequence().id()));

    void add(Held request) {
        held.add(request);
    }

    @Nullable Held first() {
        return held.peek();
    }

    void removeFirst() {
        held.remove();
    }

    boolean isEmpty() {
        return held.isEmpty();
    }
}
