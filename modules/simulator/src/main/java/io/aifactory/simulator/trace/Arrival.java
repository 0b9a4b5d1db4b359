package io.aifactory.simulator.trace;

/**
 * One request of a trace.
 *
 * @param nanos since the start of the trace
 * @param promptTokens at least 1
 * @param outputTokens that will be generated, at least 1
 */
public record Arrival(long nanos, int promptTokens, int outputTokens) {
    public Arrival {
        if (nanos < 0 || promptTokens < 1 || outputTokens < 1) {
            throw new IllegalArgumentException(
                    "not an arrival: " + nanos + " ns, " + promptTokens + " + " + outputTokens);
        }
    }
}
