package io.aifactory.inference.process;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.nvidia.GpuMemory;
import io.aifactory.economics.nvidia.GpuMemoryException;
import io.aifactory.inference.model.DeviceName;
import io.aifactory.inference.model.MemoryBudget;
import io.aifactory.languagemodel.Device;
import java.util.function.LongSupplier;

/** What is free where a model computes. */
final class DeviceMemory {
    /**
     * Bytes of a CUDA device that are left alone: libtorch's context and the work space of its
     * libraries. Estimated, not measured.
     */
    static final long CUDA_RESERVE = 768L << 20;

    private DeviceMemory() {}

    /**
     * @param host free bytes of the host's memory
     * @param gpus memory of NVIDIA devices
     * @throws FactoryException {@code UNAVAILABLE} if it is not known
     */
    static MemoryBudget free(Device device, LongSupplier host, GpuMemory gpus) {
        return switch (device) {
            case Device.Cpu _ -> MemoryBudget.of(host.getAsLong());
            case Device.Cuda(int index) -> {
                String name = DeviceName.of(device);
                try {
                    long free = gpus.freeBytes(index);
                    yield MemoryBudget.on(name, Math.max(0, free - CUDA_RESERVE));
                } catch (GpuMemoryException e) {
                    throw new FactoryException(
                            ErrorCode.UNAVAILABLE,
                            ("How much memory of %s is free is not known. %s Set"
                                            + " aifactory.inference.memory-budget to what a model may take.")
                                    .formatted(name, e.getMessage()));
                }
            }
        };
    }
}
