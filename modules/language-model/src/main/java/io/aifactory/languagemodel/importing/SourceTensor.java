package io.aifactory.languagemodel.importing;

import java.util.List;

/**
 * A tensor to be written.
 *
 * @param name in the target, for example {@code model.norm.weight}
 * @param shape dimensions, outermost first; at least one
 */
public record SourceTensor(String name, List<Long> shape, RowSource rows) {
    public SourceTensor {
        shape = List.copyOf(shape);
        if (shape.isEmpty()) {
            throw new IllegalArgumentException("a tensor needs a dimension: " + name);
        }
    }

    long columns() {
        return shape.getLast();
    }

    long rowCount() {
        return shape.stream().limit(shape.size() - 1).reduce(1L, Math::multiplyExact);
    }
}
