package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.torch.DecoderLayout.Part;
import io.aifactory.languagemodel.weights.RawTensor;
import io.aifactory.languagemodel.weights.TensorType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Random weights: normal with standard deviation 0.02, the projections back into the residual
 * stream scaled by 1/√(2·layers) (Radford et al., "Language models are unsupervised multitask
 * learners", 2019); norm weights are one. Each tensor has a stream of its own, so that its content
 * depends on seed, name and shape alone; only specified arithmetic is used, so that the bits are
 * the same everywhere.
 */
final class InitialWeights {
    private static final double STANDARD_DEVIATION = 0.02;

    private final Map<String, Part> parts;
    private final int layers;
    private final long seed;

    InitialWeights(ModelConfig config, DecoderLayout layout, long seed) {
        this.parts =
                layout.parts().stream().collect(Collectors.toMap(Part::name, Function.identity()));
        this.layers = config.layers();
        this.seed = seed;
    }

    List<Long> shape(String name) {
        return part(name).shape();
    }

    private Part part(String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    RawTensor tensor(String name) {
        Part part = part(name);
        long size = part.rows() * Math.max(1, part.columns());
        MemorySegment floats = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, size);
        if (part.columns() == 0) {
            for (long i = 0; i < size; i++) {
                floats.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1f);
            }
        } else {
            fillNormal(floats, size, deviation(name), seed * 31 + name.hashCode());
        }
        return new RawTensor(TensorType.F32, part.shape(), floats);
    }

    private double deviation(String name) {
        boolean intoResidualStream =
                name.endsWith(".o_proj.weight") || name.endsWith(".down_proj.weight");
        return intoResidualStream
                ? STANDARD_DEVIATION / Math.sqrt(2.0 * layers)
                : STANDARD_DEVIATION;
    }

    /** Box and Muller, "A note on the generation of random normal deviates", 1958. */
    private static void fillNormal(MemorySegment floats, long size, double deviation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (long i = 0; i < size; i += 2) {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble())) * deviation;
            double angle = 2 * Math.PI * random.nextDouble();
            floats.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (radius * StrictMath.cos(angle)));
            if (i + 1 < size) {
                floats.setAtIndex(
                        ValueLayout.JAVA_FLOAT, i + 1, (float) (radius * StrictMath.sin(angle)));
            }
        }
    }
}
