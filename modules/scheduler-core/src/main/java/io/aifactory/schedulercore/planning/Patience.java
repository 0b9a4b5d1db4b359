package io.aifactory.schedulercore.planning;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How small a fleet may become: no smaller than was needed within the time after which a stop pays.
 * Not thread-safe.
 */
final class Patience {
    private record Need(long nanos, int workers) {}

    private static final double NANOS_PER_SECOND = 1e9;

    private final double horizonNanos;
    private final Deque<Need> needs = new ArrayDeque<>();
    private long since = Long.MIN_VALUE;

    /**
     * @param seconds of the horizon; infinite = a fleet never shrinks
     */
    Patience(double seconds) {
        this.horizonNanos = seconds * NANOS_PER_SECOND;
    }

    /**
     * So many are needed now. A clock that goes back forgets what was after it.
     *
     * @return what they may not fall below now; unlimited until a whole horizon was seen
     */
    int floor(int needed, long nowNanos) {
        while (!needs.isEmpty() && needs.getLast().nanos() > nowNanos) {
            needs.removeLast();
        }
        if (since == Long.MIN_VALUE || since > nowNanos) {
            since = nowNanos;
        }
        // only those count for which no later one is larger
        while (!needs.isEmpty() && needs.getLast().workers() <= needed) {
            needs.removeLast();
        }
        needs.addLast(new Need(nowNanos, needed));
        while (needs.getFirst().nanos() < nowNanos - horizonNanos) {
            needs.removeFirst();
        }
        return nowNanos - since < horizonNanos ? Integer.MAX_VALUE : needs.getFirst().workers();
    }
}
