package io.aifactory.scheduler.metering;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Generated tokens per second over the last minute. Thread-safe. */
public final class ThroughputWindow {
    /** Whole seconds that are shown. */
    public static final int SECONDS = 60;

    private static final int AVERAGED_SECONDS = 5;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final long startNanos;
    private final long[] tokens = new long[SECONDS + 1];
    private long newest;

    public ThroughputWindow(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    public synchronized void add(int count) {
        advance();
        tokens[cell(newest)] += count;
    }

    /** Tokens in each of the last whole seconds, the oldest first. */
    public synchronized List<Long> perSecond() {
        advance();
        List<Long> result = new ArrayList<>(SECONDS);
        for (long second = newest - SECONDS; second < newest; second++) {
            result.add(second < 0 ? 0 : tokens[cell(second)]);
        }
        return result;
    }

    /** Mean over the last five whole seconds. */
    public double tokensPerSecond() {
        List<Long> all = perSecond();
        return all.subList(SECONDS - AVERAGED_SECONDS, SECONDS).stream()
                .mapToLong(Long::longValue)
                .average()
                .orElse(0);
    }

    private void advance() {
        long now = (nanoTime.getAsLong() - startNanos) / NANOS_PER_SECOND;
        if (now - newest > SECONDS) {
            newest = now - SECONDS - 1;
        }
        while (newest < now) {
            newest++;
            tokens[cell(newest)] = 0;
        }
    }

    private static int cell(long second) {
        return (int) Math.floorMod(second, (long) SECONDS + 1);
    }
}
