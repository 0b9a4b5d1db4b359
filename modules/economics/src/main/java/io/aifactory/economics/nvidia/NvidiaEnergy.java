package io.aifactory.economics.nvidia;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Energy of the NVIDIA devices that this process may compute on ({@code
 * nvmlDeviceGetTotalEnergyConsumption}, NVML API reference; Volta and later): a worker must not
 * count what its neighbour's device uses. Not thread-safe.
 */
public final class NvidiaEnergy implements AutoCloseable {
    private final Nvml nvml;
    private final List<Counter> counters;

    private NvidiaEnergy(Nvml nvml, List<Counter> counters) {
        this.nvml = nvml;
        this.counters = counters;
    }

    /** Empty where there is no driver that works, or none of the devices counts. */
    public static Optional<NvidiaEnergy> open() {
        return DriverLibrary.find(Nvml.LIBRARY)
                .flatMap(symbols ->
                        open(symbols, Optional.ofNullable(System.getenv(VisibleDevices.VARIABLE))));
    }

    /**
     * @param visible value of {@code CUDA_VISIBLE_DEVICES}
     */
    static Optional<NvidiaEnergy> open(SymbolLookup symbols, Optional<String> visible) {
        Nvml nvml;
        try {
            nvml = Nvml.open(symbols);
        } catch (DriverException e) {
            return Optional.empty();
        }
        List<Counter> counters = counters(nvml, visible);
        if (counters.isEmpty()) {
            nvml.close();
            return Optional.empty();
        }
        return Optional.of(new NvidiaEnergy(nvml, counters));
    }

    /** Devices that count. */
    public int devices() {
        return counters.size();
    }

    /**
     * Millijoules of these devices since the driver was loaded; never less than before. A device
     * that does not answer any more counts with what it said last.
     */
    public long millijoules() {
        return counters.stream().mapToLong(counter -> counter.read(nvml)).sum();
    }

    /** To be called once; nothing can be read afterwards. */
    @Override
    public void close() {
        nvml.close();
    }

    private static List<Counter> counters(Nvml nvml, Optional<String> visible) {
        List<Counter> counters = new ArrayList<>();
        try {
            for (NvidiaDevice each : VisibleDevices.among(nvml.devices(), visible)) {
                Counter.of(nvml, each).ifPresent(counters::add);
            }
        } catch (DriverException e) {
            // Not even its devices are known.
        }
        return counters;
    }

    private static final class Counter {
        private final MemorySegment device;
        private long last;

        private Counter(MemorySegment device, long last) {
            this.device = device;
            this.last = last;
        }

        /** Empty of a device that does not count. */
        static Optional<Counter> of(Nvml nvml, NvidiaDevice each) {
            try {
                MemorySegment device = nvml.device(each.index());
                return Optional.of(new Counter(device, nvml.millijoules(device)));
            } catch (DriverException e) {
                return Optional.empty();
            }
        }

        long read(Nvml nvml) {
            try {
                last = Math.max(last, nvml.millijoules(device));
            } catch (DriverException e) {
                // As if it had used nothing since.
            }
            return last;
        }
    }
}
