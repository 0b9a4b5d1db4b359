package io.aifactory.schedulercore.scoring;

import io.aifactory.schedulercore.load.LengthSketch;
import io.aifactory.schedulercore.routing.RequestFeatures;

/** A request that was sent to a worker and has not ended. */
final class LiveRequest {
    final RequestFeatures features;
    final long sentNanos;

    /** Prompt tokens that are still to be computed. */
    int uncomputed;

    /** Whether its first token has come. */
    boolean started;

    /** The clock at its first token. */
    long firstNanos;

    /** Decode steps of its worker at its first token. */
    long joinedAtStep;

    final int promptTokens;

    /** Promised mean time between tokens; infinite = no promise. */
    final double promisedItl;

    private final LengthSketch lengths;
    private final int hint;
    private final int most;
    private int row;
    private int rowUntil;

    /**
     * @param cachedTokens of the prompt that the worker holds
     * @param lengths of outputs of its class
     */
    LiveRequest(RequestFeatures features, int cachedTokens, LengthSketch lengths, long sentNanos) {
        this.features = features;
        this.lengths = lengths;
        this.sentNanos = sentNanos;
        promptTokens = features.promptTokens();
        promisedItl = features.slo().itlMillis();
        uncomputed = Math.max(1, promptTokens - cachedTokens);
        hint = features.expectedOutput().orElse(0);
        most = features.maxTokens() > 0 ? features.maxTokens() : Integer.MAX_VALUE;
    }

    /**
     * Tokens that it will have generated at its end, at one of the points of its distribution: what
     * the client said, until it has generated as many; then as others of its class.
     *
     * @param generated so far, never less than when asked before; it goes on
     */
    double total(int generated, int point) {
        double total = hint;
        if (hint <= generated) {
            if (generated >= rowUntil) {
                row = lengths.row(generated);
                rowUntil = generated + 1 + generated / 32;
            }
            total = lengths.totalOf(row, point);
        }
        return Math.max(generated + 1.0, Math.min(most, total));
    }

    /** Pairs of a prompt token that is still to be computed and one that it attends to. */
    double pairs() {
        return uncomputed * (promptTokens - uncomputed / 2.0);
    }
}
