package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.planning.LoadWindow;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.List;

/** Requests that came, in the order of time. Not thread-safe. */
public final class ArrivalLog {
    private final List<Arrival> arrivals = new ArrayList<>();

    void add(Arrival arrival) {
        arrivals.add(arrival);
    }

    /** How many came so far. */
    public int count() {
        return arrivals.size();
    }

    /**
     * The last stretch of time before now; shorter at the beginning.
     *
     * @param nanos its length; positive
     * @param nowNanos positive: before, there is no stretch
     */
    public LoadWindow last(long nanos, long nowNanos) {
        long from = Math.max(0, nowNanos - nanos);
        int first = arrivals.size();
        while (first > 0 && arrivals.get(first - 1).nanos() >= from) {
            first--;
        }
        return new LoadWindow(
                nowNanos - from,
                arrivals.subList(first, arrivals.size()).stream()
                        .filter(a -> a.nanos() < nowNanos)
                        .map(a ->
                                new LoadWindow.Request(
                                        a.nanos() - from, a.promptTokens(), a.outputTokens()))
                        .toList());
    }
}
