package io.aifactory.economics.step;

/**
 * Step time as a linear function of the step's content; no part is negative.
 *
 * @param stepNanos fixed cost of a step: reading weights, launching kernels
 * @param decodeNanos added by each sequence that decodes one token
 * @param prefillNanos added by each prompt token computed
 * @param kvTokenNanos added by each token in the KV cache that is attended to
 * @param pairNanos added by each pair of a prompt token and a token that it attends to
 * @param chunkNanos added by each prompt of which a piece is computed, however small: its attention
 *     is a call of its own
 */
public record StepTime(
        double stepNanos,
        double decodeNanos,
        double prefillNanos,
        double kvTokenNanos,
        double pairNanos,
        double chunkNanos) {
    public StepTime {
        if (!(stepNanos >= 0
                && decodeNanos >= 0
                && prefillNanos >= 0
                && kvTokenNanos >= 0
                && pairNanos >= 0
                && chunkNanos >= 0)) {
            throw new IllegalArgumentException(
                    "no part of a step gives time back: %s, %s, %s, %s, %s, %s ns"
                            .formatted(
                                    stepNanos,
                                    decodeNanos,
                                    prefillNanos,
                                    kvTokenNanos,
                                    pairNanos,
                                    chunkNanos));
        }
    }

    /** A prompt costs what its tokens and pairs do. */
    public StepTime(
            double stepNanos,
            double decodeNanos,
            double prefillNanos,
            double kvTokenNanos,
            double pairNanos) {
        this(stepNanos, decodeNanos, prefillNanos, kvTokenNanos, pairNanos, 0);
    }

    /** A prompt costs what its tokens do. */
    public StepTime(
            double stepNanos, double decodeNanos, double prefillNanos, double kvTokenNanos) {
        this(stepNanos, decodeNanos, prefillNanos, kvTokenNanos, 0);
    }

    /** The same, all parts so many times as long. */
    public StepTime times(double factor) {
        return new StepTime(
                factor * stepNanos,
                factor * decodeNanos,
                factor * prefillNanos,
                factor * kvTokenNanos,
                factor * pairNanos,
                factor * chunkNanos);
    }

    /** Nanoseconds that a step with this content is expected to take. */
    public double nanos(StepContent content) {
        return stepNanos
                + decodeNanos * content.decodeSequences()
                + prefillNanos * content.prefillTokens()
                + kvTokenNanos * content.kvTokens()
                + pairNanos * content.prefillPairs()
                + chunkNanos * content.prefillChunks();
    }

    /**
     * Prompt tokens that can be added to a step before it takes longer than the limit: of a prompt
     * that begins.
     *
     * @param base what the step holds without them
     * @param limitNanos how long the step may take
     * @return as the other
     */
    public int prefillTokensWithin(StepContent base, long limitNanos) {
        return prefillTokensWithin(base, limitNanos, 0);
    }

    /**
     * Prompt tokens of one sequence that can be added to a step before it takes longer than the
     * limit.
     *
     * @param base what the step holds without them
     * @param limitNanos how long the step may take
     * @param held tokens of the sequence that they follow and attend to
     * @return at least 0; {@link Integer#MAX_VALUE} if prompt tokens cost nothing as far as is
     *     known
     */
    public int prefillTokensWithin(StepContent base, long limitNanos, long held) {
        double left = limitNanos - nanos(base) - chunkNanos;
        if (left <= 0) {
            return 0;
        }
        // x tokens take first * x + pairNanos / 2 * x * x
        double first = prefillNanos + pairNanos * (held + 0.5);
        if (first <= 0) {
            return Integer.MAX_VALUE;
        }
        double root = Math.sqrt(first * first + 2 * pairNanos * left);
        return (int) Math.min(1e9, 2 * left / (first + root));
    }
}
