package io.aifactory.inference.model;

import java.util.OptionalInt;

/**
 * How a loaded model is run, as far as the worker chose it.
 *
 * @param threads of the processor for one operation; empty = as the device is configured
 * @param shortfall for people: what of the deployment's SLO is not kept as far as was measured;
 *     empty if nothing, or if there is no SLO
 */
public record OperatingPoint(OptionalInt threads, String shortfall) {
    /** Nothing was chosen. */
    public static final OperatingPoint CONFIGURED = new OperatingPoint(OptionalInt.empty(), "");
}
