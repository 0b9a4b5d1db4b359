package io.aifactory.economics.nvidia;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The NVIDIA Management Library (NVML API reference): what devices there are, what is free on one,
 * and how much energy it has used.
 */
final class Nvml extends DriverLibrary implements AutoCloseable {
    static final String LIBRARY = "libnvidia-ml.so.1";

    /** {@code NVML_DEVICE_NAME_V2_BUFFER_SIZE}, {@code NVML_DEVICE_UUID_V2_BUFFER_SIZE}. */
    private static final int TEXT_BYTES = 96;

    private Nvml(SymbolLookup symbols) {
        super(symbols);
    }

    static Nvml open(SymbolLookup symbols) throws DriverException {
        Nvml nvml = new Nvml(symbols);
        nvml.call("nvmlInit_v2");
        return nvml;
    }

    static NvidiaSurvey survey() {
        return find(LIBRARY).map(Nvml::survey).orElseGet(NvidiaSurvey.NoLibrary::new);
    }

    static NvidiaSurvey survey(SymbolLookup symbols) {
        try (Nvml nvml = open(symbols)) {
            List<NvidiaDevice> devices = nvml.devices();
            int cuda = nvml.cudaVersion();
            return new NvidiaSurvey.Found(nvml.text("nvmlSystemGetDriverVersion"), cuda, devices);
        } catch (DriverException e) {
            return new NvidiaSurvey.Unusable(String.valueOf(e.getMessage()));
        }
    }

    /** All devices of the machine, whatever {@code CUDA_VISIBLE_DEVICES} says. */
    List<NvidiaDevice> devices() throws DriverException {
        int count = number("nvmlDeviceGetCount_v2");
        List<NvidiaDevice> devices = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            devices.add(describe(index));
        }
        return devices;
    }

    /**
     * The handle of a device, good until this is closed.
     *
     * @param index of NVML
     */
    MemorySegment device(int index) throws DriverException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(ADDRESS);
            call("nvmlDeviceGetHandleByIndex_v2", index, handle);
            return handle.get(ADDRESS, 0);
        }
    }

    /**
     * The handle of the device that is plugged in there.
     *
     * @param busId for example {@code 0000:01:00.0}
     */
    MemorySegment device(String busId) throws DriverException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(ADDRESS);
            call("nvmlDeviceGetHandleByPciBusId_v2", arena.allocateFrom(busId), handle);
            return handle.get(ADDRESS, 0);
        }
    }

    Memory memory(MemorySegment device) throws DriverException {
        try (Arena arena = Arena.ofConfined()) {
            // nvmlMemory_t: total, free and used bytes
            MemorySegment memory = arena.allocate(JAVA_LONG, 3);
            call("nvmlDeviceGetMemoryInfo", device, memory);
            return new Memory(memory.getAtIndex(JAVA_LONG, 0), memory.getAtIndex(JAVA_LONG, 1));
        }
    }

    /** What the device has used since its driver was loaded; counted from Volta on. */
    long millijoules(MemorySegment device) throws DriverException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment energy = arena.allocate(JAVA_LONG);
            call("nvmlDeviceGetTotalEnergyConsumption", device, energy);
            return energy.get(JAVA_LONG, 0);
        }
    }

    @Override
    public void close() {
        try {
            call("nvmlShutdown");
        } catch (DriverException e) {
            // What was asked has been answered, and nobody could do anything about it.
        }
    }

    @Override
    Optional<String> words(int status) {
        return invoke(ADDRESS, "nvmlErrorString", status)
                .map(words -> textAt((MemorySegment) words));
    }

    private NvidiaDevice describe(int index) throws DriverException {
        MemorySegment device = device(index);
        Memory memory = memory(device);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment major = arena.allocate(JAVA_INT);
            MemorySegment minor = arena.allocate(JAVA_INT);
            call("nvmlDeviceGetCudaComputeCapability", device, major, minor);
            return new NvidiaDevice(
                    index,
                    text("nvmlDeviceGetUUID", device),
                    text("nvmlDeviceGetName", device),
                    memory.totalBytes(),
                    memory.freeBytes(),
                    major.get(JAVA_INT, 0),
                    minor.get(JAVA_INT, 0));
        }
    }

    private int cudaVersion() throws DriverException {
        return number("nvmlSystemGetCudaDriverVersion_v2");
    }

    private int number(String function) throws DriverException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(JAVA_INT);
            call(function, number);
            return number.get(JAVA_INT, 0);
        }
    }

    /** A function whose last two arguments are a buffer and its size. */
    private String text(String function, Object... first) throws DriverException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(TEXT_BYTES);
            List<Object> arguments = new ArrayList<>(List.of(first));
            arguments.add(buffer);
            arguments.add(TEXT_BYTES);
            call(function, arguments.toArray());
            return buffer.getString(0);
        }
    }

    record Memory(long totalBytes, long freeBytes) {}
}
