package io.aifactory.economics.nvidia;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Optional;

/**
 * How this process counts its devices (CUDA driver API): CUDA puts the fastest one first and hides
 * what {@code CUDA_VISIBLE_DEVICES} leaves out, NVML does neither.
 */
final class CudaDevices extends DriverLibrary {
    static final String LIBRARY = "libcuda.so.1";

    private static final int BUS_ID_BYTES = 32;

    private CudaDevices(SymbolLookup symbols) {
        super(symbols);
    }

    static CudaDevices open(SymbolLookup symbols) throws DriverException {
        CudaDevices cuda = new CudaDevices(symbols);
        cuda.call("cuInit", 0);
        return cuda;
    }

    int count() throws DriverException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(JAVA_INT);
            call("cuDeviceGetCount", number);
            return number.get(JAVA_INT, 0);
        }
    }

    /**
     * Where a device is plugged in, as {@code 0000:01:00.0}: what NVML calls it by, too.
     *
     * @param index of CUDA
     */
    String busId(int index) throws DriverException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment device = arena.allocate(JAVA_INT);
            call("cuDeviceGet", device, index);
            MemorySegment text = arena.allocate(BUS_ID_BYTES);
            call("cuDeviceGetPCIBusId", text, BUS_ID_BYTES, device.get(JAVA_INT, 0));
            return text.getString(0);
        }
    }

    @Override
    Optional<String> words(int status) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment words = arena.allocate(ADDRESS);
            return invoke(JAVA_INT, "cuGetErrorString", status, words)
                    .filter(told -> told.equals(SUCCESS))
                    .map(_ -> textAt(words.get(ADDRESS, 0)));
        }
    }
}
