package io.aifactory.simulator.study;

import io.aifactory.simulator.trace.Arrival;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What arrives, for any seed.
 *
 * @param name for tables
 * @param trace makes the arrivals of a seed; the same ones each time
 */
public record Workload(String name, LongFunction<List<Arrival>> trace) {
    /** The arrivals of a seed, sorted by time. */
    public List<Arrival> arrivals(long seed) {
        return trace.apply(seed);
    }
}
