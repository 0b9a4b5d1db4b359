package io.aifactory.languagemodel.weights;

import java.util.List;

/**
 * One tensor of a safetensors file.
 *
 * @param shape dimensions, outermost first; empty for a scalar
 * @param offset of its first byte in the data section
 * @param bytes its size
 */
public record TensorEntry(String name, TensorType type, List<Long> shape, long offset, long bytes) {
    public TensorEntry {
        shape = List.copyOf(shape);
    }
}
