package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.planning.ServiceGoal;
import io.aifactory.simulator.trace.Arrival;

/** One request and when its tokens came. Not thread-safe. */
final class ElasticRequest {
    private static final long NEVER = -1;

    private final String id;
    private final Arrival arrival;
    private int remainingPrompt;
    private long lastStep;
    private long firstNanos = NEVER;
    private long lastNanos = NEVER;

    ElasticRequest(String id, Arrival arrival) {
        this.id = id;
        this.arrival = arrival;
        this.remainingPrompt = arrival.promptTokens();
    }

    String id() {
        return id;
    }

    Arrival arrival() {
        return arrival;
    }

    int remainingPrompt() {
        return remainingPrompt;
    }

    /** Computes a part of the prompt; whether it was the last one. */
    boolean prefill(int tokens) {
        remainingPrompt -= tokens;
        return remainingPrompt == 0;
    }

    /** The first token came; the last will with this decoding step of the worker. */
    void started(long nanos, long decodeSteps) {
        firstNanos = nanos;
        lastStep = decodeSteps + arrival.outputTokens() - 1;
    }

    long lastStep() {
        return lastStep;
    }

    void finished(long nanos) {
        lastNanos = nanos;
    }

    boolean isFinished() {
        return lastNanos != NEVER;
    }

    /** Milliseconds to the first token. */
    double ttftMillis() {
        return (firstNanos - arrival.nanos()) / 1e6;
    }

    /** Mean milliseconds between tokens; 0 with a single one. */
    double itlMillis() {
        int gaps = arrival.outputTokens() - 1;
        return gaps == 0 ? 0 : (lastNanos - firstNanos) / 1e6 / gaps;
    }

    /** Whether both of its times were as promised. */
    boolean isWithin(ServiceGoal goal) {
        return ttftMillis() <= goal.ttftMillis() && itlMillis() <= goal.itlMillis();
    }
}
