package io.aifactory.languagemodel.weights;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A tensor's bytes with their meaning.
 *
 * @param shape dimensions, outermost first
 * @param bytes row-major, little-endian
 */
public record RawTensor(TensorType type, List<Long> shape, MemorySegment bytes) {
    public RawTensor {
        shape = List.copyOf(shape);
    }
}
