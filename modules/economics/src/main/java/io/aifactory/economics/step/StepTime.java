package io.aifactory.economics.step;

/**
 * Step time as a linear function of the step's content; no part is negative.
 *
 * @param stepNanos fixed cost of a step: reading weights, launching kernels
 * @param decodeNanos added by each sequence that decodes one token
 * @param prefillNanos added by each prompt token computed
 * @param kvTokenNanos added by each token in the KV cache that is attended to
 */
public record StepTime(
        double stepNanos, double decodeNanos, double prefillNanos, double kvTokenNanos) {
    public StepTime {
        if (!(stepNanos >= 0 && decodeNanos >= 0 && prefillNanos >= 0 && kvTokenNanos >= 0)) {
            throw new IllegalArgumentException(
                    "no part of a step gives time back: %s, %s, %s, %s ns"
                            .formatted(stepNanos, decodeNanos, prefillNanos, kvTokenNanos));
        }
    }

    /** Nanoseconds that a step with this content is expected to take. */
    public double nanos(StepContent content) {
        return stepNanos
                + decodeNanos * content.decodeSequences()
                + prefillNanos * content.prefillTokens()
                + kvTokenNanos * content.kvTokens();
    }

    /**
     * Prompt tokens that can be added to a step before it takes longer than the limit.
     *
     * @param base what the step holds without them
     * @param limitNanos how long the step may take
     * @return at least 0; {@link Integer#MAX_VALUE} if prompt tokens cost nothing as far as is
     *     known
     */
    public int prefillTokensWithin(StepContent base, long limitNanos) {
        double left = limitNanos - nanos(base);
        if (left <= 0) {
            return 0;
        }
        return prefillNanos <= 0 ? Integer.MAX_VALUE : (int) Math.min(1e9, left / prefillNanos);
    }
}
