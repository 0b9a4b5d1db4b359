package io.aifactory.economics.nvidia;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** The functions of the NVIDIA Management Library that list devices (NVML API reference). */
@SuppressWarnings("restricted")
final class NvmlLibrary {
    private static final String LIBRARY = "libnvidia-ml.so.1";
    private static final int SUCCESS = 0;

    /** {@code NVML_DEVICE_NAME_V2_BUFFER_SIZE}, {@code NVML_DEVICE_UUID_V2_BUFFER_SIZE}. */
    private static final int TEXT_BYTES = 96;

    private static final int LONGEST_ERROR = 256;

    private final SymbolLookup library;
    private final Arena arena;

    private NvmlLibrary(SymbolLookup library, Arena arena) {
        this.library = library;
        this.arena = arena;
    }

    static NvidiaSurvey survey() {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup library;
            try {
                library = SymbolLookup.libraryLookup(LIBRARY, arena);
            } catch (IllegalArgumentException | IllegalCallerException e) {
                return new NvidiaSurvey.NoLibrary();
            }
            return survey(library);
        }
    }

    static NvidiaSurvey survey(SymbolLookup library) {
        try (Arena arena = Arena.ofConfined()) {
            var nvml = new NvmlLibrary(library, arena);
            nvml.call("nvmlInit_v2");
            try {
                return nvml.found();
            } finally {
                nvml.call("nvmlShutdown");
            }
        } catch (NvmlFailure e) {
            return new NvidiaSurvey.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private NvidiaSurvey.Found found() throws NvmlFailure {
        MemorySegment number = arena.allocate(JAVA_INT);
        call("nvmlDeviceGetCount_v2", number);
        int count = number.get(JAVA_INT, 0);
        List<NvidiaDevice> devices = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            devices.add(device(index));
        }
        MemorySegment cuda = arena.allocate(JAVA_INT);
        call("nvmlSystemGetCudaDriverVersion_v2", cuda);
        return new NvidiaSurvey.Found(
                text("nvmlSystemGetDriverVersion"), cuda.get(JAVA_INT, 0), devices);
    }

    private NvidiaDevice device(int index) throws NvmlFailure {
        MemorySegment out = arena.allocate(ADDRESS);
        call("nvmlDeviceGetHandleByIndex_v2", index, out);
        MemorySegment handle = out.get(ADDRESS, 0);
        // nvmlMemory_t: total, free and used bytes
        MemorySegment memory = arena.allocate(JAVA_LONG, 3);
        call("nvmlDeviceGetMemoryInfo", handle, memory);
        MemorySegment major = arena.allocate(JAVA_INT);
        MemorySegment minor = arena.allocate(JAVA_INT);
        call("nvmlDeviceGetCudaComputeCapability", handle, major, minor);
        return new NvidiaDevice(
                index,
                text("nvmlDeviceGetUUID", handle),
                text("nvmlDeviceGetName", handle),
                memory.getAtIndex(JAVA_LONG, 0),
                memory.getAtIndex(JAVA_LONG, 1),
                major.get(JAVA_INT, 0),
                minor.get(JAVA_INT, 0));
    }

    /** A function whose last two arguments are a buffer and its size. */
    private String text(String function, Object... first) throws NvmlFailure {
        MemorySegment buffer = arena.allocate(TEXT_BYTES);
        var arguments = new ArrayList<>(List.of(first));
        arguments.add(buffer);
        arguments.add(TEXT_BYTES);
        call(function, arguments.toArray());
        return buffer.getString(0);
    }

    private void call(String function, Object... arguments) throws NvmlFailure {
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] = arguments[i] instanceof Integer ? JAVA_INT : ADDRESS;
        }
        int status = (int) invoke(function, FunctionDescriptor.of(JAVA_INT, layouts), arguments);
        if (status != SUCCESS) {
            throw new NvmlFailure(function + ": " + reason(status));
        }
    }

    private String reason(int status) throws NvmlFailure {
        MemorySegment words =
                (MemorySegment)
                        invoke(
                                "nvmlErrorString",
                                FunctionDescriptor.of(ADDRESS, JAVA_INT),
                                new Object[] {status});
        return words.reinterpret(LONGEST_ERROR).getString(0) + " (" + status + ")";
    }

    private Object invoke(String function, FunctionDescriptor signature, Object[] arguments)
            throws NvmlFailure {
        MemorySegment address =
                library.find(function)
                        .orElseThrow(() ->
                                new NvmlFailure("the driver is too old: it has no " + function));
        MethodHandle handle = Linker.nativeLinker().downcallHandle(address, signature);
        try {
            return handle.invokeWithArguments(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(function + " cannot be called", e);
        }
    }

    /** The message says which function failed and why. */
    private static final class NvmlFailure extends Exception {
        private static final long serialVersionUID = 1L;

        NvmlFailure(String message) {
            super(message);
        }
    }
}
