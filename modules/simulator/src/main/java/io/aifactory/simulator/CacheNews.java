package io.aifactory.simulator;

import io.aifactory.schedulercore.fleet.Fleet;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.ArrayDeque;
import java.util.Deque;

/** What workers tell of their caches, on its way to the books. */
final class CacheNews {
    private record Told(long dueNanos, Runnable event) {}

    private final Fleet fleet;
    private final long delayNanos;
    private final Deque<Told> underWay = new ArrayDeque<>();

    CacheNews(Fleet fleet, long delayNanos) {
        this.fleet = fleet;
        this.delayNanos = delayNanos;
    }

    void stored(String workerId, PromptBlocks blocks, int from, int to, long nowNanos) {
        if (delayNanos == 0) {
            fleet.stored(workerId, blocks, from, to);
        } else {
            send(() -> fleet.stored(workerId, blocks, from, to), nowNanos);
        }
    }

    void removed(String workerId, long hash, long nowNanos) {
        if (delayNanos == 0) {
            fleet.removed(workerId, hash);
        } else {
            send(() -> fleet.removed(workerId, hash), nowNanos);
        }
    }

    private void send(Runnable event, long nowNanos) {
        underWay.addLast(new Told(nowNanos + delayNanos, event));
    }

    /** Time went by; it never goes back. */
    void deliver(long nowNanos) {
        for (Told first = underWay.peekFirst();
                first != null && first.dueNanos() <= nowNanos;
                first = underWay.peekFirst()) {
            underWay.removeFirst();
            first.event().run();
        }
        fleet.passed(nowNanos);
    }
}
