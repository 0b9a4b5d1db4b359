package io.aifactory.inference.testing;

import io.aifactory.economics.meter.EnergyMeter;
import java.util.concurrent.atomic.AtomicLong;

/** A meter that shows what the test says. */
public final class CountingMeter implements EnergyMeter {
    private final AtomicLong microjoules = new AtomicLong();

    public void add(long amount) {
        microjoules.addAndGet(amount);
    }

    @Override
    public double joules() {
        return microjoules.get() * 1e-6;
    }

    @Override
    public boolean estimated() {
        return true;
    }

    @Override
    public String name() {
        return "test";
    }
}
