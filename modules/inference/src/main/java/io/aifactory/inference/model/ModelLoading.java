package io.aifactory.inference.model;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Port: brings a model version onto the device. */
public interface ModelLoading {
    /**
     * Checks the version, waits for the sequences of the present model, and loads it. A version
     * that is loaded already under this name with these adapters and this draft model is left
     * alone.
     *
     * @param draft guesses for its sequences
     * @return completes with the loaded model; fails with a {@link
     *     io.aifactory.contracts.error.FactoryException}
     */
    CompletableFuture<LoadedModel> load(
            String name,
            String manifestDigest,
            List<AdapterWish> adapters,
            Optional<DraftWish> draft);
}
