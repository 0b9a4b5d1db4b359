package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.inference.EngineException;
import java.nio.ByteBuffer;
import java.util.List;

/** Whether libtorch works on a device, and how fast: about a second of matrix products. */
public final class TorchSelfCheck {
    private static final int SIZE = 512;
    private static final int CALLS_OF_PRODUCTS = 4;
    private static final long NANOSECONDS = 1_000_000_000L;

    private TorchSelfCheck() {}

    /**
     * @param libtorch version
     * @param device as asked for
     * @param gigaflops float32 operations per second of 512 × 512 matrix products, in billions; the
     *     best of the measured calls, so that other load disturbs it least
     * @param maximumRelativeError of one product against its exact result
     */
    public record Report(
            String libtorch, Device device, double gigaflops, double maximumRelativeError) {}

    /**
     * Loads libtorch into this process; not for the control plane's.
     *
     * @throws EngineException if libtorch cannot be loaded or computes wrongly
     */
    public static Report run(Device device) {
        try (Graph graph =
                TorchGraph.open(
                        GraphSource.whole("self_check", "SelfCheck"),
                        device,
                        TorchGraph.Mode.INFERENCE)) {
            long[] shape = {SIZE, CALLS_OF_PRODUCTS};
            double[] none = {0};
            try (Graph.Tensor place = graph.bytes(ByteBuffer.allocateDirect(1));
                    Graph.Tensors like = graph.list(List.of(place));
                    Graph.Tensor matrix = graph.create("matrix", shape, none, like);
                    Graph.Tensors list = graph.list(List.of(matrix))) {
                boolean onCuda = graph.compute("on_cuda", shape, none, list)[0] == 1;
                if (onCuda != device instanceof Device.Cuda) {
                    throw new EngineException(
                            "libtorch does not compute on " + device,
                            new IllegalStateException("its tensors are elsewhere"));
                }
                double error = graph.compute("error", shape, none, list)[0];
                if (!(error < 1e-4)) {
                    throw new EngineException(
                            "libtorch computes wrongly on " + device,
                            new ArithmeticException("relative error " + error));
                }
                long best = Long.MAX_VALUE;
                long end = System.nanoTime() + NANOSECONDS;
                while (System.nanoTime() - end < 0) {
                    long start = System.nanoTime();
                    graph.compute("products", shape, none, list);
                    best = Math.min(best, System.nanoTime() - start);
                }
                double operations = 2.0 * SIZE * SIZE * SIZE * CALLS_OF_PRODUCTS;
                return new Report(
                        TorchRuntime.version(), device, operations / (double) best, error);
            }
        }
    }
}
