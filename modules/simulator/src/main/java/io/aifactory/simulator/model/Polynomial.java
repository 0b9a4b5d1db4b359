package io.aifactory.simulator.model;

import io.aifactory.economics.step.StepContent;

/**
 * The timing of NVIDIA Dynamo's mocker, in milliseconds: prefill of n uncached tokens in a step
 * takes {@code 4.209989e-7·n² + 1.518344e-2·n + 16.50142}, 0 without any; decoding takes {@code
 * max(1, −25.74·p² + 54.01·p + 5.74)}, where p is the share of the KV cache that the step attends
 * to. A step takes both.
 *
 * @param kvTokens of the whole cache; positive
 */
public record Polynomial(long kvTokens) implements StepModel {
    private static final double NANOS_PER_MILLI = 1e6;

    public Polynomial {
        if (kvTokens < 1) {
            throw new IllegalArgumentException(
                    "polynomial: a KV cache holds at least 1 token, not " + kvTokens);
        }
    }

    @Override
    public double nanos(StepContent content) {
        return NANOS_PER_MILLI
                * (prefillMillis(content.prefillTokens())
                        + (content.decodeSequences() == 0
                                ? 0
                                : decodeMillis((double) content.kvTokens())));
    }

    private static double prefillMillis(double tokens) {
        return tokens == 0 ? 0 : 4.209989e-7 * tokens * tokens + 1.518344e-2 * tokens + 16.50142;
    }

    private double decodeMillis(double active) {
        double p = Math.min(1, active / kvTokens);
        return Math.max(1, -25.74 * p * p + 54.01 * p + 5.74);
    }
}
