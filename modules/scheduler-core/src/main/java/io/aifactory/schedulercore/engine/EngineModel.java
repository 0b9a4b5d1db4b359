package io.aifactory.schedulercore.engine;

import java.time.Duration;

/**
 * Step time as a linear function of the step's content.
 *
 * @param stepNanos fixed cost of a step: reading weights, launching kernels
 * @param decodeNanos added by each sequence that decodes one token
 * @param prefillNanos added by each prompt token computed
 * @param kvTokenNanos added by each token in the KV cache that is attended to
 */
public record EngineModel(
        double stepNanos, double decodeNanos, double prefillNanos, double kvTokenNanos) {
    public EngineModel {
        if (!(stepNanos > 0)
                || !(decodeNanos >= 0)
                || !(prefillNanos >= 0)
                || !(kvTokenNanos >= 0)) {
            throw new IllegalArgumentException(
                    "a step takes time and no part of it gives time back: " + stepNanos);
        }
    }

    /**
     * Qwen3-8B in bf16 on one H100: ITL = 8.6 ms + 0.086 ms per sequence, fitted to the ML.ENERGY
     * leaderboard (v3); 29.4 µs per prompt token is an assumption.
     */
    public static EngineModel qwen3With8BillionOnH100() {
        return new EngineModel(8.6e6, 0.086e6, 29.4e3, 0);
    }

    /**
     * @param decodeSequences sequences that decode
     * @param prefillTokens prompt tokens computed
     * @param kvTokens tokens attended to
     */
    public Duration stepTime(int decodeSequences, int prefillTokens, long kvTokens) {
        return Duration.ofNanos(
                Math.round(
                        stepNanos
                                + decodeNanos * decodeSequences
                                + prefillNanos * prefillTokens
                                + kvTokenNanos * kvTokens));
    }
}
