package io.aifactory.economics.cost;

import io.aifactory.economics.meter.EnergyMeter;

/**
 * Draws a meter's energy in portions that add up to the meter. Not thread-safe: one owner, as an
 * engine's step loop.
 */
public final class EnergyTap {
    private final EnergyMeter meter;
    private long drawn;

    /** Starts with what the meter shows now: energy before is nobody's. */
    public EnergyTap(EnergyMeter meter) {
        this.meter = meter;
        this.drawn = StepEnergy.nanojoules(meter.joules());
    }

    /** Nanojoules since the last portion; never negative. */
    public long draw() {
        long now = Math.max(drawn, StepEnergy.nanojoules(meter.joules()));
        long portion = now - drawn;
        drawn = now;
        return portion;
    }

    public boolean estimated() {
        return meter.estimated();
    }
}
