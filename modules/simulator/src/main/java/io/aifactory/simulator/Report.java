package io.aifactory.simulator;

import io.aifactory.simulator.engine.SimulatedSequence;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one run. Times in milliseconds.
 *
 * @param requests that finished
 * @param outputTokens of all of them
 * @param goodput share of requests inside both bounds of the scenario
 * @param tokensPerSecond output tokens over the whole run
 */
public record Report(
        String policy,
        int requests,
        long outputTokens,
        double ttftP50,
        double ttftP99,
        double itlP50,
        double itlP99,
        double goodput,
        double tokensPerSecond) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    static Report of(
            String policy, Scenario scenario, List<SimulatedSequence> finished, long endNanos) {
        long tokens = finished.stream().mapToLong(SimulatedSequence::generated).sum();
        long good =
                finished.stream()
                        .filter(s -> s.ttftNanos() <= scenario.ttft().toNanos())
                        .filter(s -> s.itlNanos() <= (double) scenario.itl().toNanos())
                        .count();
        double[] ttft = sorted(finished, s -> s.ttftNanos() / NANOS_PER_MILLI);
        double[] itl = sorted(finished, s -> s.itlNanos() / NANOS_PER_MILLI);
        return new Report(
                policy,
                finished.size(),
                tokens,
                percentile(ttft, 0.50),
                percentile(ttft, 0.99),
                percentile(itl, 0.50),
                percentile(itl, 0.99),
                finished.isEmpty() ? 0 : (double) good / finished.size(),
                endNanos == 0 ? 0 : tokens * NANOS_PER_SECOND / endNanos);
    }

    /** The smallest value that is not below this share of all; 0 without values. */
    static double percentile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }

    private static double[] sorted(
            List<SimulatedSequence> sequences, ToDoubleFunction<SimulatedSequence> figure) {
        return sequences.stream().mapToDouble(figure).sorted().toArray();
    }
}
