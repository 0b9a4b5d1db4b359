package io.aifactory.languagemodel.embedding;

import java.util.List;

/**
 * One embedding model on one device. Not thread-safe: exactly one thread owns an engine, from
 * loading to closing.
 */
public interface EmbeddingEngine extends AutoCloseable {
    EmbedderConfig config();

    /** Number of model parameters that are used. */
    long parameters();

    /**
     * Embeds inputs in one native call. The vector of an input does not depend on what else is
     * embedded with it, up to the order of additions inside one matrix product: nothing is padded.
     *
     * @param inputs token ids of each, special tokens included; each with 1 to {@link
     *     EmbedderConfig#inputTokens} of them
     * @return one vector of {@link EmbedderConfig#dimensions} for each, in their order
     * @throws IllegalArgumentException if there are no inputs, or one is empty, too long or has an
     *     id that is not in the vocabulary
     * @throws io.aifactory.languagemodel.inference.EngineException if the device fails; the engine
     *     must be closed then
     */
    List<float[]> embed(List<int[]> inputs);

    @Override
    void close();
}
