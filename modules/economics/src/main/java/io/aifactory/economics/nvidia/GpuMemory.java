package io.aifactory.economics.nvidia;

/** Memory of NVIDIA devices. */
public interface GpuMemory {
    /**
     * Bytes that no process has taken.
     *
     * @param index of the device as CUDA counts in this process: {@code CUDA_VISIBLE_DEVICES} and
     *     CUDA's order count, NVML's own index does not
     * @throws GpuMemoryException if it is not known
     */
    long freeBytes(int index);

    /** Asks NVML, which comes with the NVIDIA driver, anew each time. */
    static GpuMemory ofThisMachine() {
        return NvmlMemory.of(CudaDevices.LIBRARY, Nvml.LIBRARY);
    }
}
