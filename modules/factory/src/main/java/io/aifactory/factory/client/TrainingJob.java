package io.aifactory.factory.client;

import org.jspecify.annotations.Nullable;

/** One training job as the API shows it. */
public record TrainingJob(
        String id,
        String state,
        long step,
        long steps,
        long tokens,
        double tokensPerSecond,
        double secondsLeft,
        @Nullable Double loss,
        @Nullable Double heldOutBitsPerByte,
        @Nullable Double bigramBitsPerByte,
        @Nullable String sample,
        @Nullable Double joules,
        boolean joulesEstimated,
        int attempts,
        @Nullable String modelVersion,
        @Nullable JobError error) {}
