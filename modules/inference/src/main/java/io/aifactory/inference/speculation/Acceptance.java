package io.aifactory.inference.speculation;

/**
 * How often a guess was right, of the newest ones: each observation counts a tenth less with every
 * further one, and before there are some, a little optimism does. Not thread-safe.
 */
final class Acceptance {
    private static final double MEMORY = 0.9;
    private static final double ASSUMED = 0.7;
    private static final double ASSUMED_WEIGHT = 2;

    private double right = ASSUMED * ASSUMED_WEIGHT;
    private double all = ASSUMED_WEIGHT;

    void observe(boolean wasRight) {
        right = MEMORY * right + (wasRight ? 1 : 0);
        all = MEMORY * all + 1;
    }

    /** Probability that the next one is right, in [0, 1]. */
    double estimate() {
        return right / all;
    }
}
