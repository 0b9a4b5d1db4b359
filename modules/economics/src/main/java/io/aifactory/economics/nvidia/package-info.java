/**
 * What the driver of NVIDIA's devices tells of them: which there are and which of them a process
 * may use, what is free on one, and how much energy they have used.
 *
 * <p>Its libraries are called through the foreign-function API, by one binding, so that only the
 * driver has to be installed. All but {@link io.aifactory.economics.nvidia.GpuMemory} starts no
 * CUDA: it can be asked in any process, also where there is no driver.
 */
@NullMarked
package io.aifactory.economics.nvidia;

import org.jspecify.annotations.NullMarked;
