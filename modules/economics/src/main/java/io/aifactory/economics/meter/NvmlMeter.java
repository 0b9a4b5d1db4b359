package io.aifactory.economics.meter;

import java.util.Optional;

/**
 * Energy of the NVIDIA devices that this process may use ({@code
 * nvmlDeviceGetTotalEnergyConsumption}, NVML API reference; Volta and later).
 */
final class NvmlMeter implements EnergyMeter {
    private final Nvml nvml;
    private final long first;
    private double highest;
    private boolean closed;

    private NvmlMeter(Nvml nvml) {
        this.nvml = nvml;
        this.first = nvml.totalMillijoules();
    }

    /** Empty where there is no NVIDIA driver or no device that counts. */
    static Optional<EnergyMeter> open() {
        return Nvml.open().map(NvmlMeter::new);
    }

    @Override
    public synchronized double joules() {
        if (!closed) {
            highest = Math.max(highest, (nvml.totalMillijoules() - first) * 1e-3);
        }
        return highest;
    }

    @Override
    public boolean estimated() {
        return false;
    }

    @Override
    public String name() {
        return "NVML, " + nvml.deviceCount() + " device(s)";
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            nvml.close();
        }
    }
}
