package io.aifactory.economics.nvidia;

import java.lang.foreign.SymbolLookup;
import java.util.function.Supplier;

/** Finds the device that CUDA counts so by where it is plugged in: NVML counts differently. */
final class NvmlMemory implements GpuMemory {
    private final Supplier<SymbolLookup> cuda;
    private final Supplier<SymbolLookup> nvml;

    NvmlMemory(Supplier<SymbolLookup> cuda, Supplier<SymbolLookup> nvml) {
        this.cuda = cuda;
        this.nvml = nvml;
    }

    /** The libraries of these names or in these files. */
    static GpuMemory of(String cuda, String nvml) {
        return new NvmlMemory(() -> library(cuda), () -> library(nvml));
    }

    @Override
    public long freeBytes(int index) {
        try {
            CudaDevices devices = CudaDevices.open(cuda.get());
            int count = devices.count();
            if (index < 0 || index >= count) {
                throw new GpuMemoryException(
                        "CUDA sees %d devices in this process, and none of index %d."
                                .formatted(count, index));
            }
            try (Nvml open = Nvml.open(nvml.get())) {
                return open.memory(open.device(devices.busId(index))).freeBytes();
            }
        } catch (DriverException e) {
            throw new GpuMemoryException(
                    "The NVIDIA driver does not answer: %s.".formatted(e.getMessage()), e);
        }
    }

    private static SymbolLookup library(String name) {
        return DriverLibrary.find(name)
                .orElseThrow(() ->
                        new GpuMemoryException(
                                name
                                        + " was not found: the NVIDIA driver is not installed for"
                                        + " this process."));
    }
}
