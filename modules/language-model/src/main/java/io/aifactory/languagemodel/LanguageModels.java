package io.aifactory.languagemodel;

import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import java.nio.file.Path;
import java.util.List;

/** Makes engines. The calling thread becomes the owner of what it makes. */
public interface LanguageModels {
    /**
     * Loads a model for inference.
     *
     * @param precision of weights and KV cache, whatever type the files have
     * @param slots sequences held at once
     * @param slotTokens tokens per slot; 0 = the model's context
     * @param poolBlocks blocks of {@link KeyValueMemory#BLOCK_TOKENS} tokens kept beside the slots;
     *     0 = none
     * @param adapters loaded beside it; items of a step name them by their index in this list
     * @throws ModelFormatException if the files are not a model this factory can run, or an adapter
     *     is not one of this model
     */
    InferenceEngine load(
            ModelFiles files,
            Device device,
            Precision precision,
            int slots,
            int slotTokens,
            int poolBlocks,
            List<AdapterFiles> adapters);

    /** As the other, without adapters. */
    default InferenceEngine load(
            ModelFiles files,
            Device device,
            Precision precision,
            int slots,
            int slotTokens,
            int poolBlocks) {
        return load(files, device, precision, slots, slotTokens, poolBlocks, List.of());
    }

    /** As the other, without a pool. */
    default InferenceEngine load(
            ModelFiles files, Device device, Precision precision, int slots, int slotTokens) {
        return load(files, device, precision, slots, slotTokens, 0);
    }

    /** As the other, in float32. */
    default InferenceEngine load(ModelFiles files, Device device, int slots, int slotTokens) {
        return load(files, device, Precision.F32, slots, slotTokens);
    }

    /**
     * Loads a model that embeds texts.
     *
     * @param precision of weights and activations, whatever type the files have
     * @throws ModelFormatException if the files are not an embedding model this factory can run
     */
    EmbeddingEngine loadEmbedder(ModelFiles files, Device device, Precision precision);

    /**
     * Whether the device has fast products of its own for a precision; without them a model can be
     * loaded in it all the same.
     */
    default boolean multiplies(Precision precision, Device device) {
        return precision == Precision.F32;
    }

    /**
     * How many threads of the processor an operation of the calling thread gets from now on, until
     * something is loaded on it. Does nothing where that cannot be changed.
     *
     * @param threads at least 1
     */
    default void useThreads(int threads) {}

    /**
     * A new model with random weights (normal, standard deviation 0.02, output projections scaled
     * by 1/√(2·layers)). The same seed gives the same bits.
     */
    TrainingEngine create(
            ModelConfig config, OptimizerSettings optimizer, Device device, long seed);

    /**
     * Continues from a checkpoint folder written by {@link TrainingEngine#saveCheckpoint}.
     *
     * @throws ModelFormatException if the files do not fit the configuration
     */
    TrainingEngine restore(
            ModelConfig config, OptimizerSettings optimizer, Device device, Path checkpoint);
}
