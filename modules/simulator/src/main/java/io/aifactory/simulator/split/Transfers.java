package io.aifactory.simulator.split;

import io.aifactory.simulator.engine.SimulatedSequence;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Keys and values under way, by the time at which they are there. */
final class Transfers {
    record Transfer(long endNanos, String workerId, SimulatedSequence sequence) {}

    private final PriorityQueue<Transfer> underWay =
            new PriorityQueue<>(
                    Comparator.comparingLong(Transfer::endNanos)
                            .thenComparingInt(t -> t.sequence().id()));

    void begin(Transfer transfer) {
        underWay.add(transfer);
    }

    /** {@link Long#MAX_VALUE} if none is under way. */
    long nextEndNanos() {
        Transfer first = underWay.peek();
        return first == null ? Long.MAX_VALUE : first.endNanos();
    }

    /** The next that is there; one is under way. */
    Transfer end() {
        return underWay.remove();
    }
}
