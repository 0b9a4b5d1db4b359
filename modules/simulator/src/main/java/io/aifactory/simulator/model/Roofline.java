package io.aifactory.simulator.model;

import io.aifactory.economics.step.StepContent;

/**
 * Step time from what a device can compute and read: {@code t = overhead + max(c, m) + 0.15 ·
 * min(c, m)}, where {@code c = (2P(prefill + decode) + 4·L·H·Σ n(done + n/2)) / FL} is the time of
 * the arithmetic and {@code m = (2P + kv·Σ context) / BW} that of reading weights and the KV cache.
 * The 0.15 says that the two overlap but for a part of the shorter one.
 *
 * @param parameters P of the model
 * @param layers L
 * @param hidden H: width of attention over all heads
 * @param weightBytes read in each step
 * @param kvBytesPerToken of all layers, keys and values
 * @param flops FL: sustained floating-point operations per second of all devices
 * @param bytesPerSecond BW: sustained memory bandwidth of all devices
 * @param overheadNanos of each step
 */
public record Roofline(
        double parameters,
        int layers,
        int hidden,
        double weightBytes,
        double kvBytesPerToken,
        double flops,
        double bytesPerSecond,
        double overheadNanos)
        implements StepModel {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NOT_OVERLAPPED = 0.15;

    public Roofline {
        requirePositive("parameters", parameters);
        requirePositive("layers", layers);
        requirePositive("hidden width", hidden);
        requirePositive("weight bytes", weightBytes);
        requirePositive("KV bytes per token", kvBytesPerToken);
        requirePositive("operations per second", flops);
        requirePositive("bytes per second", bytesPerSecond);
        requirePositive("overhead", overheadNanos);
    }

    /**
     * Qwen3-32B in bf16 on two H200 with tensor parallelism: 32.8e9 parameters, 64 layers, width
     * 5,120, 8 KV heads of 128; 989 Tflop/s at 55 % and 4.8 TB/s at 75 % for each device, 3.5 ms
     * overhead.
     */
    public static Roofline qwen3Of32BillionOnTwoH200() {
        return new Roofline(
                32.8e9,
                64,
                5_120,
                2 * 32.8e9,
                64.0 * 8 * 128 * 2 * 2,
                2 * 989e12 * 0.55,
                2 * 4.8e12 * 0.75,
                3.5e6);
    }

    @Override
    public double nanos(StepContent content) {
        // n(done + n/2) is the number of pairs without the half token each counts of itself.
        double pairs = content.prefillPairs() - 0.5 * content.prefillTokens();
        double tokens = (double) content.prefillTokens() + content.decodeSequences();
        double compute =
                (2 * parameters * tokens + 4.0 * layers * hidden * Math.max(0, pairs)) / flops;
        double memory = (weightBytes + kvBytesPerToken * content.kvTokens()) / bytesPerSecond;
        double seconds = Math.max(compute, memory) + NOT_OVERLAPPED * Math.min(compute, memory);
        return overheadNanos + NANOS_PER_SECOND * seconds;
    }

    /** {@code overhead + (2P·isl + 2·L·H·isl²) / FL}: the arithmetic of one whole prompt. */
    @Override
    public double isolatedNanos(int promptTokens, int tokenBudget) {
        double isl = promptTokens;
        return overheadNanos
                + NANOS_PER_SECOND
                        * (2 * parameters * isl + 2.0 * layers * hidden * isl * isl)
                        / flops;
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "roofline: " + what + " must be a positive number, not " + value);
        }
    }
}
