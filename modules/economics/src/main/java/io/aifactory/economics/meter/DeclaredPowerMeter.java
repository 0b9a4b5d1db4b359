package io.aifactory.economics.meter;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A meter that evaluates a {@link DeclaredPowerModel} over time. It charges the machine's whole
 * idle power to whoever holds it: add up the meters of several processes and idle power counts
 * twice.
 */
final class DeclaredPowerMeter implements EnergyMeter {
    private final DeclaredPowerModel model;
    private final LongSupplier nanoTime;
    private final LongSupplier busyNanos;
    private final long firstTime;
    private final long firstBusy;
    private double highest;

    /**
     * @param nanoTime a monotonic clock, in nanoseconds
     * @param busyNanos core time spent so far, in nanoseconds
     */
    DeclaredPowerMeter(DeclaredPowerModel model, LongSupplier nanoTime, LongSupplier busyNanos) {
        this.model = model;
        this.nanoTime = nanoTime;
        this.busyNanos = busyNanos;
        this.firstTime = nanoTime.getAsLong();
        this.firstBusy = busyNanos.getAsLong();
    }

    @Override
    public synchronized double joules() {
        Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - firstTime);
        Duration busy = Duration.ofNanos(busyNanos.getAsLong() - firstBusy);
        highest = Math.max(highest, model.joules(elapsed, busy));
        return highest;
    }

    @Override
    public boolean estimated() {
        return true;
    }

    @Override
    public String name() {
        return "declared model";
    }
}
