package io.aifactory.economics.nvidia;

/**
 * One device as NVML lists it.
 *
 * @param index in NVML's order, which is that of {@code nvidia-smi}: by PCI bus
 * @param uuid {@code GPU-…}: stays the same whatever else is plugged in, and {@code
 *     CUDA_VISIBLE_DEVICES} takes it
 * @param name of the product
 * @param totalBytes of its memory
 * @param freeBytes of its memory, now
 * @param computeMajor compute capability, for example 9 of 9.0
 * @param computeMinor compute capability, for example 0 of 9.0
 */
public record NvidiaDevice(
        int index,
        String uuid,
        String name,
        long totalBytes,
        long freeBytes,
        int computeMajor,
        int computeMinor) {
    /** As NVIDIA writes it, for example {@code 9.0}. */
    public String computeCapability() {
        return computeMajor + "." + computeMinor;
    }
}
