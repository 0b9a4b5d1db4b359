package io.aifactory.economics.nvidia;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** A CUDA driver with the signatures of {@code cuda.h}. A device's handle is its index and ten. */
final class FakeCuda extends FakeLibrary {
    private final int[] order;
    private int initialStatus;

    /**
     * @param order which device of NVML each one is
     */
    FakeCuda(int... order) {
        this.order = order;
    }

    FakeCuda failing(int status) {
        initialStatus = status;
        return this;
    }

    @Override
    Optional<MemorySegment> function(String name) {
        return switch (name) {
            case "cuInit" -> status("init", JAVA_INT);
            case "cuGetErrorString" -> status("words", JAVA_INT, ADDRESS);
            case "cuDeviceGetCount" -> status("count", ADDRESS);
            case "cuDeviceGet" -> status("device", ADDRESS, JAVA_INT);
            case "cuDeviceGetPCIBusId" -> status("place", ADDRESS, JAVA_INT, JAVA_INT);
            default -> Optional.empty();
        };
    }

    int init(int flags) {
        return flags == 0 ? initialStatus : 1;
    }

    int words(int status, MemorySegment out) {
        return status == 100
                ? write(out, constant("no CUDA-capable device is detected"))
                : 1; // CUDA_ERROR_INVALID_VALUE
    }

    int count(MemorySegment out) {
        return write(out, order.length);
    }

    int device(MemorySegment out, int index) {
        return write(out, index + 10);
    }

    int place(MemorySegment out, int size, int device) {
        return write(out, size, busId(order[device - 10]));
    }
}
