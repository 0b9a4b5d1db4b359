package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.Usage;

/** What one sequence has used, and when. Owned by the device's thread. */
final class SequenceAccount {
    private final long arrived;
    private long firstStep;
    private long firstToken;
    private boolean started;
    private boolean tokenSeen;
    private int restored;
    private long nanojoules;

    /**
     * @param arrived when its request came, on the worker's nanosecond clock
     */
    SequenceAccount(long arrived) {
        this.arrived = arrived;
    }

    long arrived() {
        return arrived;
    }

    /** A step with it is about to run. */
    void starts(long now) {
        if (!started) {
            started = true;
            firstStep = now;
        }
    }

    /** It has got a token. */
    void token(long now) {
        if (!tokenSeen) {
            tokenSeen = true;
            firstToken = now;
        }
    }

    /** So many tokens more need not be computed. */
    void restored(int tokens) {
        restored += tokens;
    }

    void charge(long share) {
        nanojoules += share;
    }

    /**
     * @param estimated whether energy is reckoned and not measured
     */
    Usage usage(GenerationSpec spec, int generated, boolean estimated) {
        return new Usage(
                spec.promptTokens(),
                generated,
                Math.min(restored, spec.promptTokens()),
                nanojoules,
                estimated,
                started ? firstStep - arrived : 0,
                tokenSeen ? firstToken - arrived : 0);
    }
}
