package io.aifactory.training.spec;

/**
 * AdamW and its schedule: linear warm-up, then a cosine from {@code learningRate} down to {@code
 * finalLearningRate} at the last step.
 *
 * @param learningRate at the end of the warm-up
 * @param finalLearningRate at the last step
 * @param warmupSteps steps of linear warm-up
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay decoupled, on matrices only
 * @param clipNorm upper bound of the global gradient norm; 0 = no clipping
 */
public record OptimizerSpec(
        double learningRate,
        double finalLearningRate,
        int warmupSteps,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double clipNorm) {}
