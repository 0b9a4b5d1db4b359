package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.EngineException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a device can do at best, as libtorch does it: the bounds of any engine on it. The best of
 * several tries, so that other load disturbs them least.
 */
public final class TorchLimits {
    private static final long NUMBERS = 64L << 20;
    private static final int WIDTH = 1024;

    /** A device reads and multiplies so fast that starting it would be measured with less. */
    private static final long NUMBERS_ON_CUDA = 512L << 20;

    private static final int WIDTH_ON_CUDA = 8192;
    private static final int TRIES = 5;
    private static final double[] NONE = {0};

    /** In the order of the graph's codes; products with int4 are of bfloat16. */
    private static final List<Precision> MULTIPLIED =
            List.of(Precision.F32, Precision.BF16, Precision.INT8);

    private static final List<Precision> MULTIPLIED_ON_CUDA =
            List.of(Precision.F32, Precision.BF16);

    private TorchLimits() {}

    /**
     * @param readBytes bytes of memory read in a second, of a range larger than any cache
     * @param operations additions and multiplications in a second, in a product of two matrices of
     *     1,024 × 1,024, on CUDA of 8,192 × 8,192; no entry where the device has no such product
     */
    public record Report(double readBytes, Map<Precision, Double> operations) {
        public Report {
            operations = Map.copyOf(operations);
        }
    }

    /**
     * Loads libtorch into this process; not for the control plane's. Takes 256 MiB, or 2 GiB of a
     * CUDA device, and about a second.
     *
     * @throws EngineException if libtorch cannot be loaded or does not compute on the device
     */
    public static Report measure(Device device) {
        return switch (device) {
            case Device.Cpu cpu -> ofProcessor(cpu);
            case Device.Cuda cuda -> plain(cuda, NUMBERS_ON_CUDA, WIDTH_ON_CUDA);
        };
    }

    private static Report ofProcessor(Device.Cpu device) {
        try (Graph graph = open(device)) {
            double readBytes = readBytes(graph, NUMBERS);
            Map<Precision, Double> operations = new EnumMap<>(Precision.class);
            for (Precision precision : MULTIPLIED) {
                if (Packing.works(precision, device)) {
                    operations.put(precision, operations(graph, MULTIPLIED.indexOf(precision)));
                }
            }
            return new Report(readBytes, operations);
        }
    }

    /** With products that any device has, of matrices as they are. */
    static Report plain(Device device, long numbers, int width) {
        try (Graph graph = open(device)) {
            double readBytes = readBytes(graph, numbers);
            Map<Precision, Double> operations = new EnumMap<>(Precision.class);
            for (Precision precision : MULTIPLIED_ON_CUDA) {
                long[] integers = {width, MULTIPLIED_ON_CUDA.indexOf(precision)};
                try (Graph.Tensor place = graph.bytes(ByteBuffer.allocateDirect(1));
                        Graph.Tensors like = graph.list(List.of(place));
                        Graph.Tensor matrix = graph.create("plain_matrix", integers, NONE, like);
                        Graph.Tensors list = graph.list(List.of(matrix))) {
                    double seconds =
                            seconds(() -> graph.compute("plain_product", integers, NONE, list));
                    operations.put(precision, 2.0 * width * width * width / seconds);
                }
            }
            return new Report(readBytes, operations);
        }
    }

    private static Graph open(Device device) {
        GraphSource source = GraphSource.whole("limits", "Limits");
        return TorchGraph.open(source, device, TorchGraph.Mode.INFERENCE);
    }

    private static double readBytes(Graph graph, long count) {
        long[] none = {0};
        try (Graph.Tensor place = graph.bytes(ByteBuffer.allocateDirect(1));
                Graph.Tensors like = graph.list(List.of(place));
                Graph.Tensor numbers = graph.create("numbers", new long[] {count}, NONE, like);
                Graph.Tensors list = graph.list(List.of(numbers))) {
            return count * Float.BYTES / seconds(() -> graph.compute("read", none, NONE, list));
        }
    }

    private static double operations(Graph graph, long code) {
        long[] integers = {WIDTH, code};
        try (Graph.Tensor matrix = graph.create("matrix", integers, NONE);
                Graph.Tensors list = graph.list(List.of(matrix))) {
            return 2.0
                    * WIDTH
                    * WIDTH
                    * WIDTH
                    / seconds(() -> graph.compute("product", integers, NONE, list));
        }
    }

    private static double seconds(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i <= TRIES; i++) {
            long start = System.nanoTime();
            work.run();
            best = i == 0 ? best : Math.min(best, System.nanoTime() - start);
        }
        return best * 1e-9;
    }
}
