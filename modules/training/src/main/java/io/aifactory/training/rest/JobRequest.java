package io.aifactory.training.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Body of a submission; what is left out gets the configured default. */
public record JobRequest(
        @Nullable String name,
        @Nullable String dataset,
        @Nullable Model model,
        @Nullable Integer steps,
        @Nullable Integer batchRows,
        @Nullable Double learningRate,
        @Nullable Integer warmupSteps,
        @Nullable Long seed,
        @Nullable Integer evaluateEvery,
        @Nullable Integer evaluationTokens,
        @Nullable Integer checkpointEvery,
        @Nullable Register register) {
    /** Shape of the model. */
    public record Model(
            @Nullable Integer hidden,
            @Nullable Integer intermediate,
            @Nullable Integer layers,
            @Nullable Integer heads,
            @Nullable Integer keyValueHeads,
            @Nullable Integer contextTokens) {
        static final Model UNSAID = new Model(null, null, null, null, null, null);
    }

    /** Where to register the result. */
    public record Register(@Nullable String model, @Nullable List<String> aliases) {}
}
