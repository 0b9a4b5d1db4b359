package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.Precision;
import java.util.Arrays;

/**
 * Whether a decoder's matrices are kept in the order in which oneDNN's products read them fastest,
 * instead of being put into it for every product. Mixtures are not: their products take parts of
 * the matrices.
 */
final class Packing {
    private static final double[] NONE = {0};
    private static final double EXACT = 127.0 * 127 * 64;

    private Packing() {}

    static boolean serves(ModelConfig config, Precision precision, Device device) {
        return device instanceof Device.Cpu && !config.hasMixture() && works(precision, device);
    }

    static boolean works(Precision precision, Device device) {
        return switch (precision) {
            case F32 -> true;
            case BF16, INT4 -> probe("bfloat16", device)[0] == 1;
            case INT8 -> Arrays.stream(probe("int8", device)).allMatch(sum -> sum == EXACT);
        };
    }

    private static double[] probe(String method, Device device) {
        GraphSource source = GraphSource.whole("packing", "Packing");
        try (Graph graph = TorchGraph.open(source, device, TorchGraph.Mode.INFERENCE)) {
            return graph.compute(method, new long[] {0}, NONE);
        }
    }
}
