package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.EngineException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a processor can do at best, as libtorch does it: the bounds of any engine on it. The best of
 * several tries, so that other load disturbs them least.
 */
public final class TorchLimits {
    private static final long NUMBERS = 64L << 20;
    private static final int WIDTH = 1024;
    private static final int TRIES = 5;
    private static final double[] NONE = {0};

    /** In the order of the graph's codes; products with int4 are of bfloat16. */
    private static final List<Precision> MULTIPLIED =
            List.of(Precision.F32, Precision.BF16, Precision.INT8);

    private TorchLimits() {}

    /**
     * @param readBytes bytes of memory read in a second, of a range larger than any cache
     * @param operations additions and multiplications in a second, in a product of two matrices of
     *     1,024 × 1,024; no entry where the processor has no such product
     */
    public record Report(double readBytes, Map<Precision, Double> operations) {
        public Report {
            operations = Map.copyOf(operations);
        }
    }

    /**
     * Loads libtorch into this process; not for the control plane's. Takes 256 MiB and about a
     * second.
     *
     * @throws EngineException if libtorch cannot be loaded
     */
    public static Report measure(Device.Cpu device) {
        GraphSource source = GraphSource.whole("limits", "Limits");
        try (Graph graph = TorchGraph.open(source, device, TorchGraph.Mode.INFERENCE)) {
            double readBytes;
            try (Graph.Tensor numbers = graph.create("numbers", new long[] {NUMBERS}, NONE);
                    Graph.Tensors list = graph.list(List.of(numbers))) {
                long[] none = {0};
                readBytes =
                        NUMBERS
                                * Float.BYTES
                                / seconds(() -> graph.compute("read", none, NONE, list));
            }
            Map<Precision, Double> operations = new EnumMap<>(Precision.class);
            for (Precision precision : MULTIPLIED) {
                if (Packing.works(precision, device)) {
                    operations.put(precision, operations(graph, MULTIPLIED.indexOf(precision)));
                }
            }
            return new Report(readBytes, operations);
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
