package io.aifactory.schedulercore.planning;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How small a fleet may become: no smaller than was needed within the time after which a stop pays.
 * Remembers as many needs as there are different ones. Not thread-safe.
 */
final class Patience {
    private record Need(long nanos, int workers) {}

    private static final double NANOS_PER_SECOND = 1e9;

    /** Falling: only those count for which no later one is larger. */
    private final Deque<Need> needs = new ArrayDeque<>();

    private long since = Long.MIN_VALUE;

    /** So many are needed now. A clock that goes back forgets what was after it. */
    void needed(int workers, long nowNanos) {
        while (!needs.isEmpty() && needs.getLast().nanos() > nowNanos) {
            needs.removeLast();
        }
        if (since == Long.MIN_VALUE || since > nowNanos) {
            since = nowNanos;
        }
        while (!needs.isEmpty() && needs.getLast().workers() <= workers) {
            needs.removeLast();
        }
        needs.addLast(new Need(nowNanos, workers));
    }

    /**
     * What the fleet may not fall below now.
     *
     * @param seconds after which a stop pays; infinite = it never does
     * @return most that were needed in that time; unlimited until it was seen as a whole
     */
    int floor(double seconds, long nowNanos) {
        double horizon = seconds * NANOS_PER_SECOND;
        if (nowNanos - since < horizon) {
            return Integer.MAX_VALUE;
        }
        return needs.stream()
                .filter(need -> need.nanos() >= nowNanos - horizon)
                .mapToInt(Need::workers)
                .findFirst()
                .orElse(0);
    }
}
