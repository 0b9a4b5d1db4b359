package io.aifactory.economics.device;

import java.util.function.Supplier;

/**
 * Finds the device that CUDA counts so by where it is plugged in: CUDA puts the fastest device
 * first and hides what {@code CUDA_VISIBLE_DEVICES} leaves out, NVML does neither.
 */
final class NvmlMemory implements GpuMemory {
    private final Supplier<NvidiaDriver> driver;

    NvmlMemory(Supplier<NvidiaDriver> driver) {
        this.driver = driver;
    }

    @Override
    public long freeBytes(int index) {
        try (NvidiaDriver open = driver.get()) {
            int devices = open.devices();
            if (index < 0 || index >= devices) {
                throw new GpuMemoryException(
                        "CUDA sees %d devices in this process, and none of index %d."
                                .formatted(devices, index));
            }
            return open.freeBytes(open.busId(index));
        }
    }
}
