package io.aifactory.economics.device;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.List;

/**
 * The two libraries of the NVIDIA driver: CUDA's driver API, which knows how this process counts
 * devices, and the NVIDIA Management Library, which knows what is free on one.
 */
@SuppressWarnings("restricted")
final class NvidiaLibraries implements NvidiaDriver {
    private static final String CUDA = "libcuda.so.1";
    private static final String NVML = "libnvidia-ml.so.1";
    private static final int SUCCESS = 0;
    private static final int BUS_ID_BYTES = 32;

    /** Total, free and used bytes: {@code nvmlMemory_t}. */
    private static final int MEMORY_NUMBERS = 3;

    private final Arena arena = Arena.ofConfined();
    private final SymbolLookup cuda;
    private final SymbolLookup nvml;

    private NvidiaLibraries(String cuda, String nvml) {
        this.cuda = library(cuda);
        this.nvml = library(nvml);
    }

    static NvidiaDriver open() {
        return open(CUDA, NVML);
    }

    /** The libraries of these names or in these files. */
    static NvidiaDriver open(String cudaLibrary, String nvmlLibrary) {
        NvidiaLibraries libraries = new NvidiaLibraries(cudaLibrary, nvmlLibrary);
        libraries.callCuda("cuInit", List.of(JAVA_INT), 0);
        libraries.callNvml("nvmlInit_v2", List.of());
        return libraries;
    }

    @Override
    public int devices() {
        MemorySegment number = arena.allocate(JAVA_INT);
        callCuda("cuDeviceGetCount", List.of(ADDRESS), number);
        return number.get(JAVA_INT, 0);
    }

    @Override
    public String busId(int index) {
        MemorySegment device = arena.allocate(JAVA_INT);
        callCuda("cuDeviceGet", List.of(ADDRESS, JAVA_INT), device, index);
        MemorySegment text = arena.allocate(BUS_ID_BYTES);
        callCuda(
                "cuDeviceGetPCIBusId",
                List.of(ADDRESS, JAVA_INT, JAVA_INT),
                text,
                BUS_ID_BYTES,
                device.get(JAVA_INT, 0));
        return text.getString(0);
    }

    @Override
    public long freeBytes(String busId) {
        MemorySegment handle = arena.allocate(ADDRESS);
        callNvml(
                "nvmlDeviceGetHandleByPciBusId_v2",
                List.of(ADDRESS, ADDRESS),
                arena.allocateFrom(busId),
                handle);
        MemorySegment memory = arena.allocate(JAVA_LONG, MEMORY_NUMBERS);
        callNvml(
                "nvmlDeviceGetMemoryInfo",
                List.of(ADDRESS, ADDRESS),
                handle.get(ADDRESS, 0),
                memory);
        return memory.getAtIndex(JAVA_LONG, 1);
    }

    @Override
    public void close() {
        try {
            callNvml("nvmlShutdown", List.of());
        } finally {
            arena.close();
        }
    }

    private static SymbolLookup library(String name) {
        try {
            // never unloaded: the driver keeps threads of its own
            return SymbolLookup.libraryLookup(name, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new GpuMemoryException(
                    name + " was not found: the NVIDIA driver is not installed for this process.",
                    e);
        }
    }

    private void callCuda(String function, List<MemoryLayout> types, Object... arguments) {
        call(cuda, function, types, arguments);
    }

    private void callNvml(String function, List<MemoryLayout> types, Object... arguments) {
        call(nvml, function, types, arguments);
    }

    private static void call(
            SymbolLookup library, String function, List<MemoryLayout> types, Object... arguments) {
        MemorySegment address =
                library.find(function)
                        .orElseThrow(() ->
                                new GpuMemoryException(
                                        "The NVIDIA driver has no "
                                                + function
                                                + ": it is too old."));
        FunctionDescriptor signature =
                FunctionDescriptor.of(JAVA_INT, types.toArray(MemoryLayout[]::new));
        int result;
        try {
            result =
                    (int)
                            Linker.nativeLinker()
                                    .downcallHandle(address, signature)
                                    .invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new GpuMemoryException("The NVIDIA driver cannot be called.", e);
        }
        if (result != SUCCESS) {
            throw new GpuMemoryException(
                    "The NVIDIA driver answers %s with error %d.".formatted(function, result));
        }
    }
}
