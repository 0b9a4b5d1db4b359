package io.aifactory.economics.nvidia;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A management library with the signatures of {@code nvml.h}. A device's handle is its index and
 * one.
 */
public final class FakeNvml extends FakeLibrary {
    private static final int NOT_SUPPORTED = 3;
    private static final int NOT_FOUND = 6;
    private static final int GPU_IS_LOST = 15;
    private static final int VERSION_MISMATCH = 18;

    private final List<NvidiaDevice> devices;
    private final Map<Integer, Long> millijoules = new HashMap<>();
    private int initialStatus;
    private int notCounting = NOT_SUPPORTED;
    private int open;

    public FakeNvml(NvidiaDevice... devices) {
        this.devices = List.of(devices);
    }

    public FakeNvml without(String function) {
        lack(function);
        return this;
    }

    public FakeNvml failing(int status) {
        initialStatus = status;
        return this;
    }

    /** Devices that were never told of do not count their energy. */
    public FakeNvml used(int device, long total) {
        millijoules.put(device, total);
        return this;
    }

    /** The device does not answer any more. */
    public void lose(int device) {
        notCounting = GPU_IS_LOST;
        millijoules.remove(device);
    }

    /** Times that it was opened and not closed. */
    public int open() {
        return open;
    }

    /** What a process counts that was started with this value of the variable. */
    public Optional<NvidiaEnergy> energy(Optional<String> visibleDevices) {
        return NvidiaEnergy.open(this, visibleDevices);
    }

    @Override
    Optional<MemorySegment> function(String name) {
        return switch (name) {
            case "nvmlInit_v2" -> status("init");
            case "nvmlShutdown" -> status("shutdown");
            case "nvmlErrorString" -> stub("words", FunctionDescriptor.of(ADDRESS, JAVA_INT));
            case "nvmlSystemGetDriverVersion" -> status("driver", ADDRESS, JAVA_INT);
            case "nvmlSystemGetCudaDriverVersion_v2" -> status("cuda", ADDRESS);
            case "nvmlDeviceGetCount_v2" -> status("count", ADDRESS);
            case "nvmlDeviceGetHandleByIndex_v2" -> status("handle", JAVA_INT, ADDRESS);
            case "nvmlDeviceGetHandleByPciBusId_v2" -> status("plugged", ADDRESS, ADDRESS);
            case "nvmlDeviceGetName" -> status("name", ADDRESS, ADDRESS, JAVA_INT);
            case "nvmlDeviceGetUUID" -> status("uuid", ADDRESS, ADDRESS, JAVA_INT);
            case "nvmlDeviceGetMemoryInfo" -> status("memory", ADDRESS, ADDRESS);
            case "nvmlDeviceGetCudaComputeCapability" ->
                    status("compute", ADDRESS, ADDRESS, ADDRESS);
            case "nvmlDeviceGetTotalEnergyConsumption" -> status("energy", ADDRESS, ADDRESS);
            default -> Optional.empty();
        };
    }

    int init() {
        open += initialStatus == 0 ? 1 : 0;
        return initialStatus;
    }

    int shutdown() {
        open--;
        return 0;
    }

    MemorySegment words(int status) {
        return constant(
                switch (status) {
                    case NOT_FOUND -> "Not Found";
                    case VERSION_MISMATCH -> "Driver/library version mismatch";
                    default -> "Error";
                });
    }

    int driver(MemorySegment out, int size) {
        return write(out, size, "570.86.15");
    }

    int cuda(MemorySegment out) {
        return write(out, 12_080);
    }

    int count(MemorySegment out) {
        return write(out, devices.size());
    }

    int handle(int index, MemorySegment out) {
        return write(out, MemorySegment.ofAddress(index + 1L));
    }

    int plugged(MemorySegment busId, MemorySegment out) {
        String place = read(busId);
        for (NvidiaDevice each : devices) {
            if (busId(each.index()).equals(place)) {
                return handle(each.index(), out);
            }
        }
        return NOT_FOUND;
    }

    int name(MemorySegment device, MemorySegment out, int size) {
        return write(out, size, at(device).name());
    }

    int uuid(MemorySegment device, MemorySegment out, int size) {
        return write(out, size, at(device).uuid());
    }

    int memory(MemorySegment device, MemorySegment out) {
        NvidiaDevice found = at(device);
        long used = found.totalBytes() - found.freeBytes();
        return writeLongs(out, found.totalBytes(), found.freeBytes(), used);
    }

    int compute(MemorySegment device, MemorySegment major, MemorySegment minor) {
        write(major, at(device).computeMajor());
        return write(minor, at(device).computeMinor());
    }

    int energy(MemorySegment device, MemorySegment out) {
        Long total = millijoules.get(at(device).index());
        return total == null ? notCounting : writeLongs(out, total);
    }

    private NvidiaDevice at(MemorySegment device) {
        return devices.get((int) device.address() - 1);
    }
}
