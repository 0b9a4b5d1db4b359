package io.aifactory.languagemodel.training;

/**
 * AdamW (Loshchilov and Hutter, ICLR 2019) with clipping by the global norm.
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment
 * @param weightDecay decoupled decay
 * @param decayNormsAndBiases whether one-dimensional parameters decay too
 * @param clipNorm upper bound of the global gradient norm; 0 = no clipping
 */
public record OptimizerSettings(
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        boolean decayNormsAndBiases,
        double clipNorm) {
    public static OptimizerSettings defaults() {
        return new OptimizerSettings(0.9, 0.95, 1e-8, 0.1, false, 1.0);
    }
}
