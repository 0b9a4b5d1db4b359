package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.weights.RawTensor;
import io.aifactory.languagemodel.weights.TensorType;
import io.aifactory.languagemodel.weights.WeightFiles;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How the tensors of a decoder in Hugging Face names lie in the list of tensors that the graph
 * works on: some are stacked by rows, so that one matrix product serves several of them. Made by
 * {@link DecoderTensors}.
 *
 * @param tensors in the order of the list, where the scales of a matrix take a place of their own
 * @param places of each block: indexes into the list
 * @param finalNorm index of the norm before the head
 * @param head index of the output head; 0 where it is the embedding
 * @param headRows index of the same matrix with rows that can be read: {@code head}, unless that is
 *     packed
 */
record DecoderLayout(
        List<Fused> tensors,
        List<Map<Role, Integer>> places,
        int finalNorm,
        int head,
        int headRows) {
    private static final Set<TensorType> READABLE =
            EnumSet.of(TensorType.F32, TensorType.F16, TensorType.BF16);

    DecoderLayout {
        tensors = List.copyOf(tensors);
        places = places.stream().map(Map::copyOf).toList();
    }

    /** What a block's tensors are for, in the order of the graph's table of places. */
    enum Role {
        ATTENTION_NORM,
        QKV,
        QKV_BIAS,
        QUERY_NORM,
        KEY_NORM,
        OUT,
        OUT_BIAS,
        /** Of attention's output, before it is added. */
        AFTER_ATTENTION_NORM,
        FEED_FORWARD_NORM,
        /** Of a gated layer; all experts' of a mixture. */
        GATE_UP,
        /** Of a gated layer; all experts' of a mixture. */
        DOWN,
        /** Of a mixture only. */
        ROUTER,
        /** Of the feed-forward layer's output, before it is added. */
        AFTER_FEED_FORWARD_NORM
    }

    /** How a tensor is kept on the device. */
    enum Kind {
        /** In the engine's precision. */
        WEIGHT,
        /** A matrix in int8, and in a tensor after it a scale for each of its rows. */
        SCALED,
        /** A matrix in int4, and in a tensor after it step and middle of each group of weights. */
        GROUPED,
        /** Always in float32. */
        EXACT;

        /** Places in the list. */
        int tensors() {
            return switch (this) {
                case WEIGHT, EXACT -> 1;
                case SCALED, GROUPED -> 2;
            };
        }
    }

    /**
     * One tensor of the graph.
     *
     * @param columns 0 for a vector
     * @param packed whether a matrix is kept in the order in which the processor's products read it
     *     fastest; nothing else can read it then
     */
    record Fused(List<Part> parts, long columns, Kind kind, boolean packed) {
        Fused {
            parts = List.copyOf(parts);
        }

        long rows() {
            return parts.stream().mapToLong(Part::rows).sum();
        }

        long[] shape() {
            return columns == 0 ? new long[] {rows()} : new long[] {rows(), columns};
        }
    }

    /**
     * One tensor of the file, whole rows of a fused one.
     *
     * @param columns 0 for a vector
     * @param rotaryHeads heads whose rows are reordered for the complex rotation; 0 = none
     * @param added to every number when it is loaded
     */
    record Part(String name, long rows, long columns, long rotaryHeads, double added) {
        List<Long> shape() {
            return columns == 0 ? List.of(rows) : List.of(rows, columns);
        }
    }

    /** Where a block's tensors are, by role; -1 where it has none. */
    IntStream places(int block) {
        Map<Role, Integer> own = places.get(block);
        return Arrays.stream(Role.values()).mapToInt(role -> own.getOrDefault(role, -1));
    }

    /** Every tensor of the file once, in the order of the list. */
    List<Part> parts() {
        return tensors.stream().flatMap(fused -> fused.parts().stream()).distinct().toList();
    }

    /**
     * Every tensor of the layout must be in the files, in its shape and a type that can be read,
     * and nothing else: the model would not compute what its maker meant.
     *
     * @throws ModelFormatException naming a tensor and the file that is wrong
     */
    void requireFits(WeightFiles weights) {
        Set<String> unknown = new TreeSet<>(weights.names());
        for (Part part : parts()) {
            requireFits(weights.fileOf(part.name()), part, weights.require(part.name()));
            unknown.remove(part.name());
        }
        // a tied head may be stored again; frequencies follow from the configuration
        unknown.remove("lm_head.weight");
        unknown.removeIf(name -> name.endsWith("rotary_emb.inv_freq"));
        for (String name : unknown) {
            throw new ModelFormatException(
                    "%s has tensor %s, which a model of this configuration does not have"
                            .formatted(weights.fileOf(name), name));
        }
    }

    static void requireFits(String file, Part part, RawTensor raw) {
        if (!raw.shape().equals(part.shape())) {
            throw new ModelFormatException(
                    "%s: tensor %s has shape %s where the configuration needs %s"
                            .formatted(file, part.name(), raw.shape(), part.shape()));
        }
        if (!READABLE.contains(raw.type())) {
            throw new ModelFormatException(
                    "%s: tensor %s has type %s; supported: F32, F16, BF16"
                            .formatted(file, part.name(), raw.type()));
        }
    }

    long parameters() {
        return parts().stream().mapToLong(p -> p.rows() * Math.max(1, p.columns())).sum();
    }
}
