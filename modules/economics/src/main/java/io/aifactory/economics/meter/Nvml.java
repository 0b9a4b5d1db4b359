package io.aifactory.economics.meter;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.aifactory.economics.nvidia.NvidiaDevice;
import io.aifactory.economics.nvidia.NvidiaSurvey;
import io.aifactory.economics.nvidia.VisibleDevices;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The few functions of the NVIDIA Management Library that energy metering needs, through the
 * foreign-function API. The library comes with the driver; where it is absent, {@link #open} is
 * empty.
 */
@SuppressWarnings("restricted")
final class Nvml implements AutoCloseable {
    private static final String LIBRARY = "libnvidia-ml.so.1";
    private static final int SUCCESS = 0;

    private final Arena arena;
    private final MethodHandle totalEnergy;
    private final MethodHandle shutdown;
    private final List<MemorySegment> devices;

    private Nvml(
            Arena arena,
            MethodHandle totalEnergy,
            MethodHandle shutdown,
            List<MemorySegment> devices) {
        this.arena = arena;
        this.totalEnergy = totalEnergy;
        this.shutdown = shutdown;
        this.devices = devices;
    }

    /**
     * Loads the library and finds the devices that count their energy (Volta and later), among
     * those that this process may compute on: a worker must not count what its neighbour's device
     * uses.
     */
    static Optional<Nvml> open() {
        List<NvidiaDevice> visible = VisibleDevices.among(NvidiaSurvey.take().devices());
        return visible.isEmpty() ? Optional.empty() : open(visible);
    }

    private static Optional<Nvml> open(List<NvidiaDevice> visible) {
        Arena arena = Arena.ofShared();
        try {
            SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, arena);
            MethodHandle init = function(library, "nvmlInit_v2");
            MethodHandle shutdown = function(library, "nvmlShutdown");
            MethodHandle handle =
                    function(library, "nvmlDeviceGetHandleByIndex_v2", JAVA_INT, ADDRESS);
            MethodHandle energy =
                    function(library, "nvmlDeviceGetTotalEnergyConsumption", ADDRESS, ADDRESS);
            if ((int) init.invokeExact() == SUCCESS) {
                List<MemorySegment> devices = devices(arena, visible, handle, energy);
                if (!devices.isEmpty()) {
                    return Optional.of(new Nvml(arena, energy, shutdown, devices));
                }
                int ignored = (int) shutdown.invokeExact();
            }
        } catch (Throwable e) {
            // No driver, an old driver or no permission for native access: there is no such meter.
        }
        arena.close();
        return Optional.empty();
    }

    private static MethodHandle function(
            SymbolLookup library, String name, java.lang.foreign.MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(
                        library.find(name).orElseThrow(),
                        FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static List<MemorySegment> devices(
            Arena arena, List<NvidiaDevice> visible, MethodHandle handle, MethodHandle energy)
            throws Throwable {
        MemorySegment out = arena.allocate(ADDRESS);
        MemorySegment millijoules = arena.allocate(JAVA_LONG);
        List<MemorySegment> devices = new ArrayList<>();
        for (NvidiaDevice each : visible) {
            if ((int) handle.invokeExact(each.index(), out) == SUCCESS) {
                MemorySegment device = out.get(ADDRESS, 0);
                if ((int) energy.invokeExact(device, millijoules) == SUCCESS) {
                    devices.add(device);
                }
            }
        }
        return devices;
    }

    int deviceCount() {
        return devices.size();
    }

    /** Millijoules of all devices since the driver was loaded. */
    long totalMillijoules() {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment out = call.allocate(JAVA_LONG);
            long sum = 0;
            for (MemorySegment device : devices) {
                if ((int) totalEnergy.invokeExact(device, out) == SUCCESS) {
                    sum += out.get(JAVA_LONG, 0);
                }
            }
            return sum;
        } catch (Throwable e) {
            throw new IllegalStateException("NVML did not answer", e);
        }
    }

    @Override
    public void close() {
        try {
            int ignored = (int) shutdown.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("NVML did not shut down", e);
        } finally {
            arena.close();
        }
    }
}
