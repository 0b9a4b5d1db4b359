/**
 * How many joules were used: RAPL where the kernel lets us read it, NVML where there is an NVIDIA
 * device, else a declared power model.
 *
 * <p>{@link io.aifactory.economics.meter.Meters} picks; everything else depends on {@link
 * io.aifactory.economics.meter.EnergyMeter} alone.
 */
@NullMarked
package io.aifactory.economics.meter;

import org.jspecify.annotations.NullMarked;
