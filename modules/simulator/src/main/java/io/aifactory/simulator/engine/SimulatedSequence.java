package io.aifactory.simulator.engine;

import io.aifactory.simulator.trace.Arrival;

/** One sequence in a simulated worker, and when its tokens came. Not thread-safe. */
public final class SimulatedSequence {
    private final int id;
    private final Arrival arrival;
    private int prefilled;
    private int generated;
    private long firstTokenNanos;
    private long lastTokenNanos;

    public SimulatedSequence(int id, Arrival arrival) {
        this.id = id;
        this.arrival = arrival;
    }

    public int id() {
        return id;
    }

    public Arrival arrival() {
        return arrival;
    }

    public int generated() {
        return generated;
    }

    public boolean isFinished() {
        return generated == arrival.outputTokens();
    }

    /** From arrival to the first token. */
    public long ttftNanos() {
        return firstTokenNanos - arrival.nanos();
    }

    /** Mean time between tokens; 0 with a single token. */
    public double itlNanos() {
        return generated < 2 ? 0 : (double) (lastTokenNanos - firstTokenNanos) / (generated - 1);
    }

    boolean isDecoding() {
        return prefilled == arrival.promptTokens();
    }

    int remainingPrompt() {
        return arrival.promptTokens() - prefilled;
    }

    long kvTokens() {
        return (long) prefilled + generated;
    }

    /** Computes a part of the prompt; the last part gives the first token. */
    boolean prefill(int tokens, long nanos) {
        prefilled += tokens;
        if (!isDecoding()) {
            return false;
        }
        firstTokenNanos = nanos;
        decode(nanos);
        return true;
    }

    void decode(long nanos) {
        generated++;
        lastTokenNanos = nanos;
    }
}
