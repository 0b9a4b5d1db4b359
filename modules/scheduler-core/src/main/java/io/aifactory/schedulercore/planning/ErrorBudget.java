package io.aifactory.schedulercore.planning;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many requests may still be lost without breaking the promise (Beyer et al., "Site Reliability
 * Engineering", 2016, ch. 3): what the last window left of its part may be lost in the next one
 * beside that one's own, and what it lost too much is made good. So replays that promise too much
 * or too little are corrected by what came of them. Not thread-safe.
 */
public final class ErrorBudget {
    private record Spent(long nanos, int requests, int lost) {}

    /**
     * However much was lost, no less than a quarter of the budget is planned with: with less, a
     * replay of some hundreds of requests could not lose one.
     */
    private static final double LEAST = 0.25;

    private final double allowed;
    private final long windowNanos;
    private final Deque<Spent> spent = new ArrayDeque<>();
    private long requests;
    private long lost;

    /**
     * @param windowNanos after which what was lost is forgotten; positive
     */
    public ErrorBudget(ServiceGoal goal, long windowNanos) {
        if (windowNanos < 1) {
            throw new IllegalArgumentException(
                    "a budget is for a stretch of time, not for " + windowNanos + " ns");
        }
        this.allowed = 1 - goal.share();
        this.windowNanos = windowNanos;
    }

    /**
     * Requests have ended since this was told last.
     *
     * @param ended at least 0
     * @param missed of them missed the goal; from 0 to {@code ended}
     * @param nowNanos of any monotonic clock
     */
    public void ended(int ended, int missed, long nowNanos) {
        spent.addLast(new Spent(nowNanos, ended, missed));
        requests += ended;
        lost += missed;
        while (spent.getFirst().nanos() <= nowNanos - windowNanos) {
            Spent old = spent.removeFirst();
            requests -= old.requests();
            lost -= old.lost();
        }
    }

    /**
     * Share of good requests with which the next window keeps the promise together with the last
     * one; the promised share while nothing has ended.
     */
    public double neededShare() {
        double before = requests == 0 ? allowed : (double) lost / requests;
        return 1 - Math.clamp(2 * allowed - before, LEAST * allowed, 2 * allowed);
    }
}
