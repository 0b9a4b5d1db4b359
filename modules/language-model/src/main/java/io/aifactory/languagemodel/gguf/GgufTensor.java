package io.aifactory.languagemodel.gguf;

import java.util.List;

/**
 * One tensor of a GGUF file.
 *
 * @param shape dimensions, outermost first (the file has them innermost first); the innermost is a
 *     whole number of blocks
 * @param offset of its first byte in the data section
 * @param bytes its size
 */
public record GgufTensor(
        String name, BlockFormat format, List<Long> shape, long offset, long bytes) {
    public GgufTensor {
        shape = List.copyOf(shape);
    }

    /** Values of a row. */
    public long columns() {
        return shape.isEmpty() ? 1 : shape.getLast();
    }

    /** All dimensions but the innermost. */
    public long rows() {
        return shape.stream().limit(Math.max(0, shape.size() - 1)).reduce(1L, (a, b) -> a * b);
    }

    /** Bytes of a row. */
    public long rowBytes() {
        return bytes / rows();
    }
}
