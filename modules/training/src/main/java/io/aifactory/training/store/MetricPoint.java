package io.aifactory.training.store;

import org.jspecify.annotations.Nullable;

/**
 * What was measured at a step; null where nothing was.
 *
 * @param step 1, 2, 3 …
 * @param loss mean nats per target of the step's batch
 * @param heldOutBitsPerByte where the step was followed by an evaluation
 * @param tokensPerSecond over the last steps
 * @param learningRate of the step
 * @param gradientNorm before clipping
 */
public record MetricPoint(
        long step,
        @Nullable Double loss,
        @Nullable Double heldOutBitsPerByte,
        @Nullable Double tokensPerSecond,
        @Nullable Double learningRate,
        @Nullable Double gradientNorm) {}
