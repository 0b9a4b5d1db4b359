package io.aifactory.training.spec;

import io.aifactory.contracts.Digest;
import io.aifactory.training.protocol.ProtocolJson;

/**
 * Everything that determines the result of a training job, and nothing else. On the CPU equal specs
 * give equal bytes.
 *
 * @param format always {@link #FORMAT}; raised when the trainer's arithmetic changes
 * @param dataset manifest digest of the dataset version to learn from
 * @param model shape of the model
 * @param steps optimiser steps
 * @param batchRows windows of one step
 * @param optimizer AdamW and its schedule
 * @param seed of the weights and of the order of the data
 * @param evaluateEvery steps between two held-out evaluations; one more follows the last step
 * @param evaluationTokens at most so many held-out tokens are evaluated, from the first on
 * @param threads of one operation on the CPU: the order of additions depends on it
 */
public record TrainingSpec(
        String format,
        Digest dataset,
        ModelShape model,
        int steps,
        int batchRows,
        OptimizerSpec optimizer,
        long seed,
        int evaluateEvery,
        int evaluationTokens,
        int threads) {
    public static final String FORMAT = "aifactory.training-spec/1";

    /** The identity of the work: the digest of this record's canonical JSON. */
    public Digest digest() {
        return Digest.of(ProtocolJson.canonicalBytes(this));
    }

    /** Tokens that one optimiser step learns from. */
    public long tokensPerStep() {
        return (long) batchRows * model.contextTokens();
    }
}
