package io.aifactory.languagemodel.importing;

import java.util.List;

/**
 * A model to be written, in a certain type.
 *
 * @param config the text of {@code config.json}
 * @param stored how the weights are to be stored, as the configuration says too
 * @param tensors in the order they are to be written
 */
public record SourceModel(String config, StoredType stored, List<SourceTensor> tensors) {
    public SourceModel {
        tensors = List.copyOf(tensors);
    }
}
