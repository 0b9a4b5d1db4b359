package io.aifactory.inference.embedding;

import io.aifactory.contracts.error.FactoryException;
import java.util.List;

/**
 * Port: whoever waits for vectors. One of {@link #embedded} and {@link #failed} is called, once, on
 * the device's thread, and neither may block.
 */
public interface EmbeddingSink {
    /** Nobody waits any more; asked before every step, from the device's thread. */
    boolean cancelled();

    /**
     * @param vectors one for each input, in order
     */
    void embedded(List<float[]> vectors, EmbeddingUsage usage);

    void failed(FactoryException error);
}
