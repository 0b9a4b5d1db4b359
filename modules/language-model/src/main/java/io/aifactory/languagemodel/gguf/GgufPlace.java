package io.aifactory.languagemodel.gguf;

import java.util.List;

/**
 * Where a tensor of the target comes from.
 *
 * @param target name in Hugging Face's layout
 * @param shape there
 * @param source name in the GGUF file
 * @param sourceShape what it must have there
 * @param firstRow of the source that belongs to the target: an expert is a slice
 * @param headSize rows of a head that stand in rotary pairs; 0 = they do not
 * @param less what the stored values are too large by
 */
record GgufPlace(
        String target,
        List<Long> shape,
        String source,
        List<Long> sourceShape,
        long firstRow,
        long headSize,
        float less) {
    GgufPlace {
        shape = List.copyOf(shape);
        sourceShape = List.copyOf(sourceShape);
    }

    static GgufPlace same(String target, String source, Long... shape) {
        List<Long> both = List.of(shape);
        return new GgufPlace(target, both, source, both, 0, 0, 0);
    }

    /** Expert number {@code expert} of a tensor that holds all of them. */
    static GgufPlace slice(
            String target, String source, long expert, long experts, long rows, long columns) {
        return new GgufPlace(
                target,
                List.of(rows, columns),
                source,
                List.of(experts, rows, columns),
                expert * rows,
                0,
                0);
    }

    GgufPlace pairedBy(long size) {
        return new GgufPlace(target, shape, source, sourceShape, firstRow, size, less);
    }

    GgufPlace storedPlus(float more) {
        return new GgufPlace(target, shape, source, sourceShape, firstRow, headSize, more);
    }
}
