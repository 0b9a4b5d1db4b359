package io.aifactory.languagemodel.embedding;

import io.aifactory.languagemodel.Precision;

/**
 * Bytes that an embedding engine takes; known before anything is loaded.
 *
 * @param weights parameters, exactly
 * @param step at most what the tokens of one step take on their way through a block
 */
public record EmbedderMemory(long weights, long step) {
    private static final long FLOAT = 4;

    /** Vectors of the residual stream's width that are alive at once. */
    private static final long STREAMS = 10;

    /**
     * @param stepTokens most tokens of one step; an input that is longer is a step by itself
     */
    public static EmbedderMemory of(EmbedderConfig config, Precision precision, int stepTokens) {
        return new EmbedderMemory(
                matrices(config) * precision.bytes() + norms(config) * FLOAT,
                step(config, Math.max(stepTokens, config.inputTokens())));
    }

    /** Numbers in the tensors that are used. */
    public static long parameters(EmbedderConfig config) {
        return matrices(config) + norms(config);
    }

    /** Numbers that are kept in the engine's precision. */
    private static long matrices(EmbedderConfig config) {
        long hidden = config.hidden();
        long embeddings = ((long) config.vocabulary() + config.positions() + config.types());
        long attention = 4 * hidden * hidden + 4 * hidden;
        long feedForward = 2 * hidden * config.intermediate() + config.intermediate() + hidden;
        return embeddings * hidden + config.layers() * (attention + feedForward);
    }

    /** Numbers of norms, which are always float32. */
    private static long norms(EmbedderConfig config) {
        return 2L * config.hidden() * (1 + 2L * config.layers());
    }

    private static long step(EmbedderConfig config, long tokens) {
        long each = STREAMS * config.hidden() + 2L * config.intermediate();
        long scores = 2L * config.heads() * tokens * config.inputTokens();
        return (tokens * each + scores) * FLOAT;
    }
}
