package io.aifactory.simulator;

import io.aifactory.schedulercore.routing.Slo;
import io.aifactory.simulator.engine.SimulatedSequence;

/**
 * What became of one request. Times in milliseconds.
 *
 * @param id its number in the trace
 * @param tenant who sent it
 * @param refused whether it was turned away; then nothing else of it counts
 * @param promptTokens its prompt
 * @param cachedTokens of it that were not computed
 * @param outputTokens it got
 * @param ttftMillis from arrival to the first token
 * @param itlMillis mean between tokens; 0 with a single one
 * @param endToEndMillis from arrival to the last token
 * @param slo what it was promised
 */
public record Outcome(
        int id,
        String tenant,
        boolean refused,
        int promptTokens,
        int cachedTokens,
        int outputTokens,
        double ttftMillis,
        double itlMillis,
        double endToEndMillis,
        Slo slo) {
    private static final double NANOS_PER_MILLI = 1e6;

    static Outcome of(SimulatedSequence sequence, Slo slo) {
        return new Outcome(
                sequence.id(),
                sequence.arrival().tenant(),
                false,
                sequence.arrival().promptTokens(),
                sequence.cachedTokens(),
                sequence.arrival().outputTokens(),
                sequence.ttftNanos() / NANOS_PER_MILLI,
                sequence.itlNanos() / NANOS_PER_MILLI,
                sequence.endToEndNanos() / NANOS_PER_MILLI,
                slo);
    }

    static Outcome refused(SimulatedSequence sequence, Slo slo) {
        return new Outcome(
                sequence.id(),
                sequence.arrival().tenant(),
                true,
                sequence.arrival().promptTokens(),
                0,
                0,
                0,
                0,
                0,
                slo);
    }

    /** Served, and inside both promises. */
    public boolean good() {
        return !refused && ttftMillis <= slo.ttftMillis() && itlMillis <= slo.itlMillis();
    }
}
