package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.inference.EngineException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Which kernels of CUDA compute on a device what plain operators do. They need a device of compute
 * capability 8.0 and a libtorch that was built with them; what is missing or wrong is not used.
 */
final class CudaProbe {
    private static final System.Logger LOG = System.getLogger(CudaProbe.class.getName());

    /** Of bfloat16 and a sum of 96 products of it. */
    private static final double ROUNDING = 0.02;

    private static final double[] NONE = {0};

    private CudaProbe() {}

    static DecoderForm.CudaKernels kernels(Device device) {
        return new DecoderForm.CudaKernels(works("attention", device), works("int4", device));
    }

    private static boolean works(String method, Device device) {
        try (Graph graph =
                TorchGraph.open(GraphSource.cudaProbe(), device, TorchGraph.Mode.INFERENCE)) {
            try (Graph.Tensor like = graph.bytes(ByteBuffer.allocateDirect(1));
                    Graph.Tensors list = graph.list(List.of(like))) {
                double[] differences = graph.compute(method, new long[] {0}, NONE, list);
                boolean right = Arrays.stream(differences).allMatch(each -> each <= ROUNDING);
                if (!right) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "{0}: {1} of libtorch is not used, its results differ by {2}",
                            device,
                            method,
                            Arrays.toString(differences));
                }
                return right;
            } catch (EngineException missing) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "{0}: {1} of libtorch is not used, it has none for this device",
                        device,
                        method);
                LOG.log(System.Logger.Level.DEBUG, method, missing);
                return false;
            }
        }
    }
}
