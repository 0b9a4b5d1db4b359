package io.aifactory.languagemodel.torch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * Whether there are CUDA devices, from the NVIDIA driver itself (CUDA driver API, {@code cuInit},
 * {@code cuDeviceGetCount}): known before libtorch is loaded, and without a CUDA toolkit.
 */
public final class CudaDriver {
    static final String LIBRARY = "libcuda.so.1";
    private static final int SUCCESS = 0;

    private CudaDriver() {}

    /** Devices that this process may use; 0 where there is no driver. */
    public static int devices() {
        return devices(LIBRARY);
    }

    @SuppressWarnings("restricted")
    static int devices(String libraryName) {
        try (Arena arena = Arena.ofConfined()) {
            // never unloaded: the driver keeps threads of its own
            SymbolLookup library = SymbolLookup.libraryLookup(libraryName, Arena.global());
            MethodHandle init = function(library, "cuInit", JAVA_INT);
            MethodHandle count = function(library, "cuDeviceGetCount", ADDRESS);
            MemorySegment number = arena.allocate(JAVA_INT);
            boolean counted =
                    (int) init.invokeExact(0) == SUCCESS
                            && (int) count.invokeExact(number) == SUCCESS;
            return counted ? number.get(JAVA_INT, 0) : 0;
        } catch (Throwable e) {
            // No driver, or no permission for native access: there is no such device.
            return 0;
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(
            SymbolLookup library, String name, java.lang.foreign.MemoryLayout argument) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.find(name).orElseThrow(),
                        FunctionDescriptor.of(JAVA_INT, argument));
    }
}
