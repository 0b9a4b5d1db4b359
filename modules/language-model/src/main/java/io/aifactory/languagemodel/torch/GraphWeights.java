package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.decoder.Position;
import io.aifactory.languagemodel.torch.DecoderLayout.Fused;
import io.aifactory.languagemodel.torch.DecoderLayout.Kind;
import io.aifactory.languagemodel.torch.DecoderLayout.Part;
import io.aifactory.languagemodel.torch.Graph.Tensor;
import io.aifactory.languagemodel.weights.RawTensor;
import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Moves a model's tensors between their file layout and the list a graph works on. */
final class GraphWeights {
    /** Bytes that cross at once; also keeps every buffer far below 2 GiB. */
    static final long PIECE_BYTES = 16L << 20;

    private static final double[] NO_REALS = {0};

    // scalar type codes of libtorch
    private static final int INT8 = 1;
    private static final int INT64 = 4;
    private static final int FLOAT16 = 5;
    private static final int FLOAT32 = 6;
    private static final int BFLOAT16 = 15;

    private final Graph graph;
    private final List<Fused> layout;
    private final Precision precision;
    private final Graph.Tensors device;

    GraphWeights(Graph graph, DecoderLayout layout, Precision precision) {
        this(graph, layout.tensors(), precision);
    }

    /**
     * @param layout what the list holds, in its order
     */
    GraphWeights(Graph graph, List<Fused> layout, Precision precision) {
        this.graph = graph;
        this.layout = List.copyOf(layout);
        this.precision = precision;
        this.device = graph.list(List.of(graph.bytes(ByteBuffer.allocateDirect(1))));
    }

    /** A tensor of zeros in the engine's precision. */
    Tensor zeros(long... shape) {
        return zerosOf(code(precision), shape);
    }

    /** A place for one token of each slot. */
    Tensor tokens(int slots) {
        return zerosOf(INT64, slots);
    }

    private Tensor zerosOf(long code, long... shape) {
        long[] integers = new long[1 + shape.length];
        integers[0] = code;
        System.arraycopy(shape, 0, integers, 1, shape.length);
        return graph.create("zeros", integers, NO_REALS, device);
    }

    /**
     * The tables in the order that the graph wants them.
     *
     * @param positions for which there is to be a rotation
     */
    List<Tensor> tables(GraphTables numbers, int headSize, int positions) {
        List<Tensor> tables = new ArrayList<>();
        tables.add(graph.create("whole", numbers.places(), NO_REALS));
        tables.add(graph.create("real", new long[] {0}, numbers.constants()));
        for (Position.Rotary rotary : numbers.rotations()) {
            float[] frequencies = rotary.frequencies(headSize);
            double[] reals = new double[frequencies.length + 1];
            Arrays.setAll(
                    reals,
                    i -> i < frequencies.length ? frequencies[i] : rotary.scaling().magnitude());
            tables.add(graph.create("rotations", new long[] {positions}, reals, device));
        }
        return tables;
    }

    /** A float32 step counter, as libtorch's fused optimisers want it; exact up to 2^24. */
    Tensor counter(long steps) {
        Tensor counter = zerosOf(FLOAT32, 1);
        ByteBuffer value = ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder());
        value.putFloat(0, (float) steps);
        try (Graph.Tensors target = graph.list(List.of(counter))) {
            fill(target, new long[] {0, code("step", TensorType.F32), 0}, 0, value);
        }
        return counter;
    }

    /**
     * @param source content by file name of a tensor
     */
    List<Tensor> load(Function<String, RawTensor> source) {
        List<Tensor> loaded = new ArrayList<>();
        for (Fused fused : layout) {
            List<Tensor> targets =
                    switch (fused.kind()) {
                        case WEIGHT -> List.of(zeros(fused.shape()));
                        case EXACT -> List.of(zerosOf(FLOAT32, fused.shape()));
                        case SCALED ->
                                List.of(
                                        zerosOf(INT8, fused.shape()),
                                        zerosOf(FLOAT32, fused.rows()));
                        case GROUPED -> List.of(zerosOf(FLOAT32, fused.shape()));
                    };
            try (Graph.Tensors list = graph.list(targets)) {
                long row = 0;
                for (Part part : fused.parts()) {
                    fill(list, row, part, source.apply(part.name()));
                    row += part.rows();
                }
                loaded.addAll(finished(fused, targets, list));
            }
        }
        return loaded;
    }

    /** What the graph works on; closes what it does not. */
    private List<Tensor> finished(Fused fused, List<Tensor> filled, Graph.Tensors list) {
        if (fused.kind() == Kind.GROUPED) {
            List<Tensor> grouped =
                    List.of(
                            graph.create("grouped", new long[] {0}, NO_REALS, list),
                            graph.create("groups", new long[] {0}, NO_REALS, list));
            filled.getFirst().close();
            return grouped;
        }
        if (!fused.packed()) {
            return filled;
        }
        List<Tensor> packed = new ArrayList<>(filled);
        packed.set(0, graph.create("in_blocks", new long[] {0}, NO_REALS, list));
        filled.getFirst().close();
        return packed;
    }

    private void fill(Graph.Tensors target, long firstRow, Part part, RawTensor raw) {
        DecoderLayout.requireFits("the weights", part, raw);
        long rowBytes = raw.bytes().byteSize() / part.rows();
        long piece = piece(part, rowBytes);
        for (long row = 0; row < part.rows(); row += piece) {
            long rows = Math.min(piece, part.rows() - row);
            ByteBuffer bytes = raw.bytes().asSlice(row * rowBytes, rows * rowBytes).asByteBuffer();
            long[] integers = {
                firstRow + row, code(part.name(), raw.type()), rotaryHeads(part, rows)
            };
            fill(target, integers, part.added(), bytes);
        }
    }

    private void fill(Graph.Tensors target, long[] integers, double added, ByteBuffer bytes) {
        try (Tensor content = graph.bytes(bytes);
                Graph.Tensors list = graph.list(List.of(content))) {
            graph.compute("fill", integers, new double[] {added}, target, list);
        }
    }

    /** Of what is no matrix. */
    private static long code(Precision precision) {
        return switch (precision) {
            case F32, INT8 -> FLOAT32;
            case BF16, INT4 -> BFLOAT16;
        };
    }

    static int code(String name, TensorType type) {
        return switch (type) {
            case F32 -> FLOAT32;
            case F16 -> FLOAT16;
            case BF16 -> BFLOAT16;
            case BOOL, U8, I8, F8_E4M3, F8_E5M2, I16, U16, I32, U32, I64, U64, F64 ->
                    throw new ModelFormatException(
                            "tensor %s has type %s; supported: F32, F16, BF16"
                                    .formatted(name, type));
        };
    }

    /** Plans the tensors of a file: names of the layout after a prefix, float32. */
    void plan(SafetensorsWriter writer, String prefix) {
        for (Fused fused : layout) {
            for (Part part : fused.parts()) {
                writer.add(prefix + part.name(), TensorType.F32, part.shape());
            }
        }
    }

    /** Writes one tensor of the file. */
    void save(List<Tensor> tensors, String name, SafetensorsWriter.Sink sink) throws IOException {
        for (int i = 0; i < tensors.size(); i++) {
            long row = 0;
            for (Part part : layout.get(i).parts()) {
                if (part.name().equals(name)) {
                    save(tensors.get(i), row, part, sink);
                    return;
                }
                row += part.rows();
            }
        }
        throw new IllegalArgumentException("no tensor " + name);
    }

    private void save(Tensor tensor, long firstRow, Part part, SafetensorsWriter.Sink sink)
            throws IOException {
        long piece = piece(part, Math.max(1, part.columns()) * Float.BYTES);
        try (Graph.Tensors list = graph.list(List.of(tensor))) {
            for (long row = 0; row < part.rows(); row += piece) {
                long rows = Math.min(piece, part.rows() - row);
                long[] integers = {firstRow + row, rows, rotaryHeads(part, rows)};
                sink.write(graph.read("rows", integers, NO_REALS, list));
            }
        }
    }

    /** Rows that cross at once: whole heads where heads are reordered. */
    static long piece(Part part, long rowBytes) {
        long rows = Math.max(1, PIECE_BYTES / rowBytes);
        if (part.rotaryHeads() == 0) {
            return rows;
        }
        long headRows = part.rows() / part.rotaryHeads();
        return Math.max(1, rows / headRows) * headRows;
    }

    static long rotaryHeads(Part part, long rows) {
        return part.rotaryHeads() * rows / part.rows();
    }
}
