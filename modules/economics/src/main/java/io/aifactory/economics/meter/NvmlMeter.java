package io.aifactory.economics.meter;

import io.aifactory.economics.nvidia.NvidiaEnergy;

/** Energy of the NVIDIA devices that this process may use. */
final class NvmlMeter implements EnergyMeter {
    private final NvidiaEnergy energy;
    private final long first;
    private double joules;
    private boolean closed;

    /**
     * @param energy is closed with this meter
     */
    NvmlMeter(NvidiaEnergy energy) {
        this.energy = energy;
        this.first = energy.millijoules();
    }

    @Override
    public synchronized double joules() {
        if (!closed) {
            joules = (energy.millijoules() - first) * 1e-3;
        }
        return joules;
    }

    @Override
    public boolean estimated() {
        return false;
    }

    @Override
    public String name() {
        return "NVML, " + energy.devices() + " device(s)";
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            energy.close();
        }
    }
}
