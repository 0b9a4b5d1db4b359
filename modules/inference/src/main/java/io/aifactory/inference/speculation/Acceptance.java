package io.aifactory.inference.speculation;

import java.util.Optional;

/**
 * How often a guess was right, of the newest ones: each observation counts less with every further
 * one, and before there are some, what is assumed does. Not thread-safe.
 */
public final class Acceptance {
    private static final double MEMORY = 0.9;
    private static final double LONG_MEMORY = 0.95;
    private static final double ASSUMED = 0.7;
    private static final double ASSUMED_WEIGHT = 2;

    private final double memory;
    private final Optional<Acceptance> all;
    private double right;
    private double weight = ASSUMED_WEIGHT;

    Acceptance() {
        this(MEMORY, ASSUMED, Optional.empty());
    }

    private Acceptance(double memory, double assumed, Optional<Acceptance> all) {
        this.memory = memory;
        this.right = assumed * ASSUMED_WEIGHT;
        this.all = all;
    }

    /** Of all sequences together: forgets more slowly. */
    public static Acceptance ofAll() {
        return new Acceptance(LONG_MEMORY, ASSUMED, Optional.empty());
    }

    /** Of one sequence: what all have is assumed at first, and what it has counts for all. */
    public static Acceptance ofOne(Acceptance all) {
        return new Acceptance(MEMORY, all.estimate(), Optional.of(all));
    }

    void observe(boolean wasRight) {
        right = memory * right + (wasRight ? 1 : 0);
        weight = memory * weight + 1;
        all.ifPresent(each -> each.observe(wasRight));
    }

    /** Probability that the next one is right, in [0, 1]. */
    public double estimate() {
        return right / weight;
    }
}
