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
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A management library made of Java methods that are called as native ones, with the signatures of
 * {@code nvml.h}. A device's handle is its index and one.
 */
@SuppressWarnings("restricted")
public final class FakeNvml implements SymbolLookup {
    private final Arena arena = Arena.ofAuto();
    private final List<NvidiaDevice> devices;
    private final Set<String> missing = new HashSet<>();
    private int initialStatus;
    private int open;

    FakeNvml(NvidiaDevice... devices) {
        this.devices = List.of(devices);
    }

    FakeNvml without(String function) {
        missing.add(function);
        return this;
    }

    FakeNvml failing(int status) {
        initialStatus = status;
        return this;
    }

    /** Times that it was opened and not closed. */
    int open() {
        return open;
    }

    @Override
    public Optional<MemorySegment> find(String name) {
        return missing.contains(name)
                ? Optional.empty()
                : switch (name) {
                    case "nvmlInit_v2" -> function("init");
                    case "nvmlShutdown" -> function("shutdown");
                    case "nvmlErrorString" ->
                            stub("words", FunctionDescriptor.of(ADDRESS, JAVA_INT));
                    case "nvmlSystemGetDriverVersion" -> function("driver", ADDRESS, JAVA_INT);
                    case "nvmlSystemGetCudaDriverVersion_v2" -> function("cuda", ADDRESS);
                    case "nvmlDeviceGetCount_v2" -> function("count", ADDRESS);
                    case "nvmlDeviceGetHandleByIndex_v2" -> function("handle", JAVA_INT, ADDRESS);
                    case "nvmlDeviceGetName" -> function("name", ADDRESS, ADDRESS, JAVA_INT);
                    case "nvmlDeviceGetUUID" -> function("uuid", ADDRESS, ADDRESS, JAVA_INT);
                    case "nvmlDeviceGetMemoryInfo" -> function("memory", ADDRESS, ADDRESS);
                    case "nvmlDeviceGetCudaComputeCapability" ->
                            function("compute", ADDRESS, ADDRESS, ADDRESS);
                    default -> Optional.empty();
                };
    }

    private Optional<MemorySegment> function(String method, MemoryLayout... arguments) {
        return stub(method, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private Optional<MemorySegment> stub(String method, FunctionDescriptor signature) {
        MethodType type = signature.toMethodType();
        try {
            var handle = MethodHandles.lookup().bind(this, method, type);
            return Optional.of(Linker.nativeLinker().upcallStub(handle, signature, arena));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method, e);
        }
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
        return arena.allocateFrom(status == 18 ? "Driver/library version mismatch" : "Error");
    }

    int driver(MemorySegment out, int size) {
        return write(out, size, "570.86.15");
    }

    int cuda(MemorySegment out) {
        out.reinterpret(4).set(JAVA_INT, 0, 12_080);
        return 0;
    }

    int count(MemorySegment out) {
        out.reinterpret(4).set(JAVA_INT, 0, devices.size());
        return 0;
    }

    int handle(int index, MemorySegment out) {
        out.reinterpret(8).set(ADDRESS, 0, MemorySegment.ofAddress(index + 1L));
        return 0;
    }

    int name(MemorySegment device, MemorySegment out, int size) {
        return write(out, size, at(device).name());
    }

    int uuid(MemorySegment device, MemorySegment out, int size) {
        return write(out, size, at(device).uuid());
    }

    int memory(MemorySegment device, MemorySegment out) {
        NvidiaDevice found = at(device);
        MemorySegment memory = out.reinterpret(24);
        memory.setAtIndex(JAVA_LONG, 0, found.totalBytes());
        memory.setAtIndex(JAVA_LONG, 1, found.freeBytes());
        memory.setAtIndex(JAVA_LONG, 2, found.totalBytes() - found.freeBytes());
        return 0;
    }

    int compute(MemorySegment device, MemorySegment major, MemorySegment minor) {
        major.reinterpret(4).set(JAVA_INT, 0, at(device).computeMajor());
        minor.reinterpret(4).set(JAVA_INT, 0, at(device).computeMinor());
        return 0;
    }

    private NvidiaDevice at(MemorySegment device) {
        return devices.get((int) device.address() - 1);
    }

    private static int write(MemorySegment out, int size, String text) {
        out.reinterpret(size).setString(0, text);
        return 0;
    }
}
