/**
 * Which NVIDIA devices this machine has, as its driver lists them (NVML), and which of them a
 * process may use. Nothing here starts CUDA: it can be asked in any process, also where there is no
 * driver.
 */
@NullMarked
package io.aifactory.economics.nvidia;

import org.jspecify.annotations.NullMarked;
