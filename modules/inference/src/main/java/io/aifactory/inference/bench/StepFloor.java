package io.aifactory.inference.bench;

import io.aifactory.economics.step.StepContent;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelMemory;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.torch.TorchLimits;

/**
 * The time below which a step cannot go on a machine ("roofline", Williams et al., 2009): it reads
 * all weights and the attended keys and values once, and computes its matrix products.
 */
final class StepFloor {
    private static final double NANOS_PER_SECOND = 1e9;

    private final TorchLimits.Report limits;
    private final ModelConfig config;
    private final Precision precision;

    StepFloor(TorchLimits.Report limits, ModelConfig config, Precision precision) {
        this.limits = limits;
        this.config = config;
        this.precision = precision;
    }

    double nanos(StepContent content) {
        int sequences = content.decodeSequences();
        long results = sequences > 0 ? sequences : 1;
        long keyValueBytes =
                2L
                        * config.layers()
                        * config.keyValueHeads()
                        * config.headSize()
                        * precision.bytes();
        double bytes =
                ModelMemory.readByAStep(config, precision)
                        + (double) content.kvTokens() * keyValueBytes;
        double operations =
                ModelMemory.operations(config, (long) sequences + content.prefillTokens(), results);
        return NANOS_PER_SECOND * Math.max(bytes / limits.readBytes(), operations / peak());
    }

    /** Where a precision has no products of its own, those of the numbers that it multiplies. */
    private double peak() {
        Precision multiplied = precision == Precision.INT4 ? Precision.BF16 : precision;
        Double own = limits.operations().get(multiplied);
        return own == null ? limits.operations().getOrDefault(Precision.F32, 0.0) : own;
    }
}
