package io.aifactory.economics.device;

/** What of the CUDA driver API and of NVML is asked. Each may throw {@link GpuMemoryException}. */
interface NvidiaDriver extends AutoCloseable {
    /** CUDA devices of this process. */
    int devices();

    /**
     * Where a device is plugged in, as {@code 0000:01:00.0}: what both libraries call it by.
     *
     * @param index of CUDA
     */
    String busId(int index);

    /** Bytes of the device that no process has taken. */
    long freeBytes(String busId);

    @Override
    void close();
}
